/// What the template `shop` shows.
struct ShopView {
    struct Item {
        let id: String
        let name: String
        let blurb: String
        let price: String
        /// The first product's buttons have plain ids, so that a script finds one without knowing products.
        let buttonID: String
        let asynchronousButtonID: String
        let linkID: String
    }

    struct Line {
        let id: String
        let product: String
        let state: String
        let title: String
    }

    /// How many orders fit under the products.
    private static let lines = 10

    let language: String
    let text: PageText
    let shopName: String
    /// Stands before the shop's name in the window's title.
    let heading: String
    let refreshes = false
    let products: [Item]
    let orders: [Line]
    let hasOrders: Bool

    init(_ products: [Product], orders: [Order], of shop: SandboxConfiguration, in language: Language) {
        self.language = language.rawValue
        text = PageText(language)
        shopName = shop.shopName
        heading = text.productsHeading
        self.products = products.enumerated().map { index, product in
            let suffix = index == 0 ? "" : "-\(product.id)"
            return Item(
                id: product.id,
                name: product.name(language),
                blurb: product.blurb(language),
                price: Price.written(product.price(in: shop.currency), currency: shop.currency, in: language),
                buttonID: "buy-synchronous" + suffix,
                asynchronousButtonID: "buy-asynchronous" + suffix,
                linkID: "view-product" + suffix
            )
        }
        self.orders = orders.prefix(Self.lines).map { order in
            Line(
                id: order.id,
                product: order.product.name(language),
                state: order.state.name,
                title: order.state.title(language)
            )
        }
        hasOrders = !orders.isEmpty
    }
}
