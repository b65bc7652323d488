extension SandboxClient {
    /// What the button's script posts once the mall has reserved an order, and the liberties a test may take with it.
    public struct ExternalCheckout: Sendable {
        public var items: [CartItem]
        public var mallID: String
        public var storeID: String?
        public var memberID: String
        public var isGuest = false
        public var currency: String
        public var orderID: String
        public var returnNotificationURL: String
        /// The shop's origin, perhaps with the paths of a further shop and of its mobile pages.
        public var returnURLBase: String
        /// Unix seconds.
        public var responseTime: String
        /// The app's public id, half of the key of the hash.
        public var clientID: String
        /// Signed instead of the items' total.
        public var forgedTotal: Int?
        /// Sent instead of the right hash.
        public var forgedHash: String?
        /// Fields to leave out.
        public var omitted: Set<String> = []

        public init(
            items: [CartItem],
            mallID: String,
            memberID: String,
            currency: String,
            orderID: String,
            returnNotificationURL: String,
            returnURLBase: String,
            responseTime: String,
            clientID: String
        ) {
            self.items = items
            self.mallID = mallID
            self.memberID = memberID
            self.currency = currency
            self.orderID = orderID
            self.returnNotificationURL = returnNotificationURL
            self.returnURLBase = returnURLBase
            self.responseTime = responseTime
            self.clientID = clientID
        }

        /// The hash that the mall gave with the reservation.
        var hash: String {
            Cafe24Hashes.reservation(
                clientID: clientID,
                orderID: orderID,
                total: forgedTotal ?? items.reduce(0) { $0 + $1.wholeTotal },
                responseTime: responseTime,
                returnNotificationURL: returnNotificationURL
            )
        }

        public var fields: [SandboxJSON.Member] {
            let known: [(String, SandboxJSON)] = [
                ("order", .array(items.map(\.json))), ("mall_id", .string(mallID)),
                ("store_id", .string(storeID ?? mallID)), ("member_id", .string(memberID)),
                ("currency", .string(currency)), ("order_id", .string(orderID)),
                ("return_notification_url", .string(returnNotificationURL)),
                ("return_url_base", .string(returnURLBase)), ("bGuest", .number(isGuest ? "1" : "0")),
                ("response_time", .string(responseTime)), ("hmac", .string(forgedHash ?? hash)),
            ]
            return known.filter { !omitted.contains($0.0) }.map { SandboxJSON.Member(name: $0, value: $1) }
        }
    }

    /// Opens an external payment, as the button's script does.
    public func openExternal(_ checkout: ExternalCheckout) async throws -> PayloadAnswer {
        let reply = try await send(checkout.fields, to: PurchaseFlow.external.checkoutPath)
        return PayloadAnswer(httpStatus: reply.status, body: reply.body)
    }

    /// Asks the gateway for the hash with which an order may be reserved.
    ///
    /// - Returns: The answer; its `hmac_key` is the hash.
    public func reservationHash(
        mallID: String,
        requestTime: String,
        clientID: String,
        memberID: String
    ) async throws -> Reply {
        let query = [
            FormText.Field(name: "mall_id", value: mallID), FormText.Field(name: "request_time", value: requestTime),
            FormText.Field(name: "client_key", value: clientID), FormText.Field(name: "member_id", value: memberID),
        ]
        return try await get(FormText.append(query, to: "/api/external-checkout/script/hmac"))
    }
}
