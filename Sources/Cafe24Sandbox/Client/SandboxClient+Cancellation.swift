extension SandboxClient {
    /// A cancellation request as Cafe24 sends it, and the liberties a test may take with it.
    public struct Cancellation: Sendable {
        public var flow: CancellationFlow
        /// The text of the paid amount.
        public var amount: String
        /// The text of what shall go back, sent and signed as it stands.
        public var cancelAmount: String
        public var currency: String
        public var orderID: String
        public var partnerID: String
        /// The payment company's id, as the gateway reported it.
        public var tid: String
        /// Where the result of an asynchronous cancellation shall be told.
        public var notificationURL: String?
        public var extraData: SandboxJSON?
        /// Sent instead of the right hash.
        public var forgedHash: String?
        /// Fields to leave out.
        public var omitted: Set<String> = []
        /// Fields that Cafe24 may send besides, such as the account of a refund.
        public var more: [SandboxJSON.Member] = []

        public init(
            flow: CancellationFlow,
            amount: String,
            cancelAmount: String,
            currency: String,
            orderID: String,
            partnerID: String,
            tid: String,
            notificationURL: String? = nil,
            extraData: SandboxJSON? = nil
        ) {
            self.flow = flow
            self.amount = amount
            self.cancelAmount = cancelAmount
            self.currency = currency
            self.orderID = orderID
            self.partnerID = partnerID
            self.tid = tid
            self.notificationURL = notificationURL
            self.extraData = extraData
        }

        func fields(signedWith hashes: Cafe24Hashes) -> [SandboxJSON.Member] {
            let hash = hashes.cancellation(
                cancelAmount: cancelAmount,
                currency: currency,
                orderID: orderID,
                partnerID: partnerID,
                tid: tid
            )
            let known: [(String, SandboxJSON?)] = [
                ("hash_data", .string(forgedHash ?? hash)),
                ("order_id", .string(orderID)),
                ("partner_id", .string(partnerID)),
                ("tid", .string(tid)),
                ("amount", .string(amount)),
                ("cancel_amount", .string(cancelAmount)),
                ("currency", .string(currency)),
                ("cancel_noty_url", notificationURL.map { .string($0) }),
                ("extra_data", extraData),
            ]
            let members = known.compactMap { name, value in value.map { SandboxJSON.Member(name: name, value: $0) } }
            return (members + more).filter { !omitted.contains($0.name) }
        }
    }
}
