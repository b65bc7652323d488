import ProviderKit

/// What the buyer's browser brought back. Nobody signed it: it says what to ask INICIS, and nothing more.
enum InicisReturn: Hashable, Sendable {
    /// Authenticated; waits for the approval.
    case authenticated(InicisPass)
    /// The buyer gave up.
    case left
    /// Not authenticated, in INICIS's words.
    case failed(code: String, message: String)

    var pass: InicisPass? { if case .authenticated(let pass) = self { pass } else { nil } }

    /// - Parameters:
    ///   - message: The browser's request.
    ///   - door: By which address it came.
    ///   - payment: What it must be about.
    ///   - reader: Whose merchant and hosts it must name.
    /// - Throws: ``ProviderError/Code/rejectedMessage`` where it names another order, merchant, amount or address, or
    ///   says nothing.
    init(
        _ message: InboundMessage,
        via door: ReturnDoor,
        of payment: PaymentReference,
        for reader: KGInicis
    ) throws(ProviderError) {
        let fields = message.form()
        if fields["P_STATUS"] != nil {
            self = try Self.mobile(message.form(.cp949), of: payment, for: reader)
        } else if fields["resultCode"] != nil {
            self = try Self.desktop(fields, of: payment, for: reader)
        } else if door == .cancel {
            self = .left
        } else {
            throw ProviderError(.rejectedMessage, "the return says nothing")
        }
    }

    /// Codes of a window that the buyer closed, as implementations report them; no document lists them.
    private static let leftDesktop: Set = ["", "2001", "0021", "0022"]
    /// Shared by buyers who gave up and by some failures.
    private static let leftMobile = "01"

    private static func desktop(
        _ fields: [String: String],
        of payment: PaymentReference,
        for reader: KGInicis
    ) throws(ProviderError) -> InicisReturn {
        let code = fields["resultCode"] ?? ""
        guard code == "0000" else {
            return leftDesktop.contains(code) ? .left : .failed(code: code, message: fields["resultMsg"] ?? "")
        }
        try require(fields["mid"] == reader.mid, "the return names another merchant")
        try require(fields["orderNumber"] == payment.key.text, "the return names another order")
        let pass = try pass(.desktop, fields["authToken"], fields["idc_name"], for: reader)
        let origin = reader.hosts.origin(of: pass).address
        // Older merchants get the address under its older name.
        let approval = fields["authUrl"] ?? fields["checkAckUrl"]
        try require(approval == origin + pass.approvalPath, "the return names another approval address")
        let netCancel = fields["netCancelUrl"]
        try require(netCancel == origin + pass.netCancelPath, "the return names another net-cancel address")
        return .authenticated(pass)
    }

    private static func mobile(
        _ fields: [String: String],
        of payment: PaymentReference,
        for reader: KGInicis
    ) throws(ProviderError) -> InicisReturn {
        let code = fields["P_STATUS"] ?? ""
        guard code == "00" else {
            return code == leftMobile ? .left : .failed(code: code, message: fields["P_RMESG1"] ?? "")
        }
        try require(fields["P_NOTI"] ?? payment.key.text == payment.key.text, "the return names another order")
        try require(fields["P_AMT"] == payment.amount.text, "the return is over another amount")
        let pass = try pass(.mobile, fields["P_TID"], fields["idc_name"], for: reader)
        let address = reader.hosts.origin(of: pass).address + pass.approvalPath
        try require(fields["P_REQ_URL"] == address, "the return names another approval address")
        return .authenticated(pass)
    }

    private static func pass(
        _ device: InicisPass.Device,
        _ token: String?,
        _ centre: String?,
        for reader: KGInicis
    ) throws(ProviderError) -> InicisPass {
        guard let token, !token.isEmpty, let centre = reader.hosts.centre(centre) else {
            throw ProviderError(.rejectedMessage, "the return names no token, or no data centre of INICIS")
        }
        return InicisPass(device: device, centre: centre, token: token)
    }

    private static func require(_ isRight: Bool, _ fault: String) throws(ProviderError) {
        guard isRight else { throw ProviderError(.rejectedMessage, fault) }
    }
}
