/// What the template `product` shows.
struct ProductView {
    let language: String
    let text: PageText
    let shopName: String
    /// Stands before the shop's name in the window's title.
    let heading: String
    let refreshes = false
    /// What scripts can tell the kind of page by.
    let pathRole: String? = "PRODUCT_DETAIL"
    let id: String
    let number: String
    let name: String
    let blurb: String
    let price: String
    let mallID: String
    let shopNo: Int
    let memberID = Purchases.memberID
    /// Address of the gateway's script, which brings the button.
    let script: String
    /// Empty when unknown.
    let integrity: String

    init(_ product: Product, _ script: ButtonScript, of shop: SandboxConfiguration, in language: Language) {
        self.language = language.rawValue
        text = PageText(language)
        shopName = shop.shopName
        id = product.id
        number = product.number
        name = product.name(language)
        heading = name
        blurb = product.blurb(language)
        price = Price.written(product.price(in: shop.currency), currency: shop.currency, in: language)
        mallID = shop.mallID
        shopNo = shop.shopNo
        self.script = script.address
        integrity = script.integrity ?? ""
    }
}
