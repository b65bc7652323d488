extension SandboxClient {
    /// A checkout request as Cafe24 sends it, and the liberties a test may take with it.
    public struct Checkout: Sendable {
        public var flow: PurchaseFlow = .synchronous
        /// The text of the amount, sent and signed as it stands.
        public var amount: String
        /// Sends the amount as a bare JSON number of that same text. Forms know no numbers.
        public var amountIsNumber = false
        public var currency: String
        public var orderID: String
        public var partnerID: String
        public var shopNo = "1"
        /// Empty for guests.
        public var buyerID = ""
        public var returnURL: String
        public var returnNotificationURL: String
        public var extraData: SandboxJSON?
        /// Sent instead of the right hash.
        public var forgedHash: String?
        /// Fields that Cafe24 may send besides.
        public var more: [SandboxJSON.Member] = []

        public init(
            amount: String,
            currency: String,
            orderID: String,
            partnerID: String,
            returnURL: String,
            returnNotificationURL: String,
            extraData: SandboxJSON? = nil
        ) {
            self.amount = amount
            self.currency = currency
            self.orderID = orderID
            self.partnerID = partnerID
            self.returnURL = returnURL
            self.returnNotificationURL = returnNotificationURL
            self.extraData = extraData
        }

        func fields(signedWith hashes: Cafe24Hashes) -> [SandboxJSON.Member] {
            let hash = hashes.checkout(amount: amount, currency: currency, orderID: orderID, partnerID: partnerID)
            let known: [(String, SandboxJSON)] = [
                ("hash_data", .string(forgedHash ?? hash)),
                ("amount", amountIsNumber ? .number(amount) : .string(amount)),
                ("currency", .string(currency)),
                ("order_id", .string(orderID)),
                ("partner_id", .string(partnerID)),
                ("shop_no", .string(shopNo)),
                ("buyer_id", .string(buyerID)),
                ("return_url", .string(returnURL)),
                ("return_noty_url", .string(returnNotificationURL)),
            ]
            let extra = extraData.map { [SandboxJSON.Member(name: "extra_data", value: $0)] } ?? []
            return known.map { SandboxJSON.Member(name: $0, value: $1) } + more + extra
        }
    }
}
