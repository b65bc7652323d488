import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// KG INICIS in a test: the window and the form, approvals and net-cancels, INIAPI v2, deposit notices.
public final class FakeKGInicis: FakePG {
    /// What the buyer holds in hand.
    public enum Device: Sendable {
        case desktop, mobile
    }

    struct State: Sendable {
        /// Authentications by `authToken` or `P_TID`.
        var tickets: [String: Ticket] = [:]
        /// Transactions by their id.
        var transactions: [String: Transaction] = [:]
        var books: [String: FakeBooks] = [:]
        var notices: [InboundMessage] = []
        var lie: Lie?
        /// The code that answers every inquiry.
        var inquiryRefusal: String?
        var isTerse = false
        var count = 0
    }

    let clock: any ProviderClock
    let device: Device
    let state = Mutex(State())

    public init(clock: any ProviderClock, device: Device = .desktop) {
        self.clock = clock
        self.device = device
    }

    public func answer(_ request: HTTPRequest, body: [UInt8]) async -> ProviderResponse {
        guard request.method == .post else { return ProviderResponse(status: .methodNotAllowed) }
        let type = request.headerFields[.contentType] ?? ""
        let path = request.path ?? ""
        guard Self.serves(path, request.authority ?? "") else { return ProviderResponse(status: .notFound) }
        if path.hasPrefix("/v2/pg/") {
            guard type.hasPrefix("application/json") else { return ProviderResponse(status: .unsupportedMediaType) }
            return api(path, body)
        }
        guard type.hasPrefix("application/x-www-form-urlencoded") else {
            return ProviderResponse(status: .unsupportedMediaType)
        }
        let fields = InicisFormWire.fields(body)
        switch path {
        case "/api/payAuth": return .inicis(json: payAuth(fields))
        case "/api/netCancel": return .inicis(json: netCancel(fields))
        case "/smart/payReq.ini": return .inicis(form: payReq(fields))
        case "/smart/payNetCancel.ini": return .inicis(form: payNetCancel(fields))
        default: return ProviderResponse(status: .notFound)
        }
    }

    /// Each host has its own paths; a stand-in, which is none of INICIS's hosts, has them all.
    private static func serves(_ path: String, _ authority: String) -> Bool {
        guard authority.hasSuffix(".inicis.com") else { return true }
        if path.hasPrefix("/v2/") { return authority == "stginiapi.inicis.com" }
        let kind = path.hasPrefix("/smart/") ? "mobile" : "stdpay"
        return ["fc", "ks", "stg"].contains { authority == "\($0)\(kind).inicis.com" }
    }

    public func books(of key: PaymentKey) async -> FakeBooks { state.withLock { $0.books[key.text] ?? FakeBooks() } }

    /// Answers every inquiry with a code of which no document says what it means; `nil` ends that.
    public func refuseInquiries(_ code: String?) {
        state.withLock { $0.inquiryRefusal = code }
    }

    /// Leaves merchant and order number out of what it answers to a phone's approval.
    public func becomeTerse() {
        state.withLock { $0.isTerse = true }
    }

    /// Refunds are done when the call returns, so that they never come later.
    public func tell(_ lie: Lie?) async -> Bool {
        state.withLock { $0.lie = lie }
        // Answers about a phone's payment name no currency.
        return lie != .laterRefunds && !(lie == .wrongCurrency && device == .mobile)
    }
}

extension ProviderResponse {
    static func inicis(json object: InicisObjectWire) -> ProviderResponse {
        ProviderResponse(
            status: .ok,
            headers: [.contentType: "application/json; charset=utf-8"],
            body: Array(object.text.utf8)
        )
    }

    static func inicis(form fields: [(String, String)]) -> ProviderResponse {
        ProviderResponse(
            status: .ok,
            headers: [.contentType: "text/html; charset=euc-kr"],
            body: InicisFormWire.bytes(fields)
        )
    }
}
