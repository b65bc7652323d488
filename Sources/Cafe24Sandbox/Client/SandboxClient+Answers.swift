extension SandboxClient {
    /// What came back for a request of one kind.
    public struct Answer<Request>: Sendable {
        public let httpStatus: Int
        /// The body as it came, whatever it is.
        public let body: String
        /// The body's members; `null` when it was not JSON.
        public let fields: SandboxJSON

        init(httpStatus: Int, body: String) {
            self.httpStatus = httpStatus
            self.body = body
            fields = (try? SandboxJSON(parsing: body)) ?? .null
        }

        public var resultCode: String? { fields["result_code"]?.text }
        public var resultMessage: String? { fields["result_message"]?.text }
    }

    /// The question how a payment stands, which needs nothing but its key.
    public enum StatusQuestion {}

    public typealias CheckoutAnswer = Answer<Checkout>
    public typealias StatusAnswer = Answer<StatusQuestion>
    public typealias CancelAnswer = Answer<Cancellation>
    public typealias PayloadAnswer = Answer<ExternalCheckout>
}

extension SandboxClient.Answer where Request == SandboxClient.Checkout {
    public var paymentURL: String? { fields["payment_url"]?.text }

    /// The payment's key, which a synchronous ``paymentURL`` carries in its query.
    public var paymentKey: String? {
        paymentURL.flatMap { url in FormText.query(of: url).first { $0.name == "key" }?.value }
    }
}

extension SandboxClient.Answer where Request == SandboxClient.StatusQuestion {
    public var amount: String? { fields["amount"]?.text }
    public var currency: String? { fields["currency"]?.text }
    public var orderID: String? { fields["order_id"]?.text }
    public var partnerID: String? { fields["partner_id"]?.text }
    public var tid: String? { fields["tid"]?.text }
    public var isPaid: Bool { fields["payed_tf"]?.text == "T" }
    public var extraData: SandboxJSON? { fields["extra_data"] }

    /// Whether `hash_data` fits the fields of this same answer.
    public func isSigned(with hashes: Cafe24Hashes) -> Bool { hashes.fit(paymentReport: fields) }
}

extension SandboxClient.Answer where Request == SandboxClient.Cancellation {
    /// Synchronous: the money is back. Asynchronous: the request was taken.
    public var isAccepted: Bool { httpStatus == 200 && resultCode == "0000" }
}

extension SandboxClient.Answer where Request == SandboxClient.ExternalCheckout {
    public var isAccepted: Bool { fields["bResult"] == .bool(true) }
    /// The payment company's session, or the reason why there is none.
    public var data: SandboxJSON? { fields["mData"] }
    public var redirectURL: String? { data?["redirect_url"]?.text }
}
