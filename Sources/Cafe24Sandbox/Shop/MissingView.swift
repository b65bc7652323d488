/// What the template `missing` shows.
struct MissingView {
    let language: String
    let text: PageText
    let shopName: String
    /// Stands before the shop's name in the window's title.
    let heading: String
    let refreshes = false

    init(of shop: SandboxConfiguration, in language: Language) {
        self.language = language.rawValue
        text = PageText(language)
        shopName = shop.shopName
        heading = text.notFound
    }
}
