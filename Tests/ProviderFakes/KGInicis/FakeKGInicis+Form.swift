import ProviderConformance
import ProviderKit

extension FakeKGInicis {
    func atForm(_ deed: BuyerDeed, _ form: [FormField], _ standIn: String?) async throws -> BuyerReturn? {
        let fields = Self.values(form)
        let price = try check(fields)
        let isDeposit = fields["P_INI_PAYMENT"] == "VBANK"
        if deed == .pays || deed == .declines { try Self.require(!isDeposit, "nothing to pay by at once") }
        if deed == .choosesDeposit { try Self.require(isDeposit, "virtual accounts are not offered") }
        guard let back = fields["P_NEXT_URL"] else { throw Refused("no address to return to") }
        switch deed {
        case .vanishes: return nil
        case .leaves:
            let body = InicisFormWire.bytes([("P_STATUS", "01"), ("P_RMESG1", "사용자가 결제를 취소하였습니다")])
            return BuyerReturn(Self.visit(back, body), by: .success)
        case .pays, .declines, .choosesDeposit: break
        }
        let ticket = issue(
            deed,
            oid: fields["P_OID"] ?? "",
            price: price,
            method: isDeposit ? "VBank" : "Card",
            notification: fields["P_NOTI_URL"] ?? ""
        )
        // The order number is not among these.
        let body = InicisFormWire.bytes([
            ("P_STATUS", "00"), ("P_RMESG1", "성공"), ("P_TID", ticket.token), ("P_AMT", String(price)),
            ("P_REQ_URL", (standIn ?? "https://stgmobile.inicis.com") + "/smart/payReq.ini"),
            ("P_NOTI", fields["P_NOTI"] ?? ""), ("idc_name", "stg"),
        ])
        return BuyerReturn(Self.visit(back, body), by: .success)
    }

    private func check(_ fields: [String: String]) throws -> Int64 {
        try Self.require(fields["P_MID"] == Self.mid, "P_MID is wrong")
        try Self.require(["CARD", "VBANK", "BANK", "MOBILE"].contains(fields["P_INI_PAYMENT"] ?? ""), "no method")
        let oid = fields["P_OID"] ?? ""
        try Self.require((1...40).contains(oid.utf8.count), "P_OID is empty or too long")
        try Self.require(!(fields["P_GOODS"] ?? "").isEmpty, "P_GOODS is missing")
        for (name, value) in fields { try Self.require(InicisFormWire.canWrite(value), "\(name) is not Korean text") }
        let written = fields["P_AMT"] ?? ""
        guard let price = Int64(written), price > 0 else { throw Refused("P_AMT is no amount") }
        let options = (fields["P_RESERVED"] ?? "").split(separator: "&")
        try Self.require(options.contains("centerCd=Y"), "no data centre would be told")
        try Self.require(price >= 1000 || options.contains("below1000=Y"), "cards take 1,000 won at least")
        if options.contains("amt_hash=Y") {
            let plain = written + oid + (fields["P_TIMESTAMP"] ?? "") + Self.hashKey
            try Self.require(fields["P_CHKFAKE"] == InicisHashWire.base64OfSHA512(plain), "P_CHKFAKE is wrong")
        }
        return price
    }
}
