import ProviderConformance
import ProviderKit

extension FakeKGInicis {
    func atWindow(_ deed: BuyerDeed, _ page: HostedPage, _ standIn: String?) async throws -> BuyerReturn? {
        let fields = Self.values(page.fields)
        let price = try check(fields, of: page)
        let method = try method(for: deed, fields)
        guard let back = fields["returnUrl"], let close = fields["closeUrl"] else {
            throw Refused("no address to return to")
        }
        switch deed {
        case .vanishes: return nil
        case .leaves: return BuyerReturn(Self.visit(close, nil), by: .cancel)
        case .pays, .declines, .choosesDeposit: break
        }
        let ticket = issue(deed, oid: fields["oid"] ?? "", price: price, method: method, notification: "")
        let origin = standIn ?? "https://stgstdpay.inicis.com"
        let body = InicisFormWire.bytes([
            ("resultCode", "0000"), ("resultMsg", "SUCCESS"), ("mid", Self.mid), ("orderNumber", ticket.oid),
            ("authToken", ticket.token), ("idc_name", "stg"), ("authUrl", origin + "/api/payAuth"),
            ("netCancelUrl", origin + "/api/netCancel"), ("charset", "UTF-8"), ("merchantData", ""),
        ])
        return BuyerReturn(Self.visit(back, body), by: .success)
    }

    private func check(_ fields: [String: String], of page: HostedPage) throws -> Int64 {
        try Self.require(page.scripts == ["https://stgstdpay.inicis.com/stdjs/INIStdPay.js"], "another script")
        try Self.require(page.starter.contains("INIStdPay.pay(\"\(HostedPage.formID)\")"), "the window is not opened")
        let fixed = [
            "version": "1.0", "mid": Self.mid, "currency": "WON", "use_chkfake": "Y", "charset": "UTF-8",
            "payViewType": "overlay", "mKey": InicisHashWire.sha256(Self.signKey),
        ]
        for (name, value) in fixed { try Self.require(fields[name] == value, "\(name) is wrong") }
        let oid = fields["oid"] ?? ""
        try Self.require((1...40).contains(oid.utf8.count), "oid is empty or too long")
        try Self.require(!(fields["goodname"] ?? "").isEmpty, "goodname is missing")
        for name in ["buyername", "buyeremail"] { try Self.require(fields[name] != nil, "\(name) is missing") }
        try Self.require(!(fields["buyertel"] ?? "").isEmpty, "the script opens no window without buyertel")
        let time = fields["timestamp"] ?? ""
        let written = fields["price"] ?? ""
        let plain = [("oid", oid), ("price", written), ("timestamp", time)]
        try Self.require(fields["signature"] == InicisHashWire.sha256(plain), "signature is wrong")
        let secret = [("oid", oid), ("price", written), ("signKey", Self.signKey), ("timestamp", time)]
        try Self.require(fields["verification"] == InicisHashWire.sha256(secret), "verification is wrong")
        guard let price = Int64(written), price > 0 else { throw Refused("price is no amount") }
        let accepted = (fields["acceptmethod"] ?? "").split(separator: ":")
        try Self.require(accepted.contains("centerCd(Y)"), "no data centre would be told")
        try Self.require(price >= 1000 || accepted.contains("below1000"), "cards take 1,000 won at least")
        return price
    }

    private func method(for deed: BuyerDeed, _ fields: [String: String]) throws -> String {
        let offered = (fields["gopaymethod"] ?? "").split(separator: ":").map(String.init)
        guard deed == .choosesDeposit else {
            guard let method = offered.first(where: { $0 != "VBank" }) else {
                throw Refused("nothing to pay by at once")
            }
            return method
        }
        try Self.require(offered.contains("VBank"), "virtual accounts are not offered")
        let due = (fields["acceptmethod"] ?? "").split(separator: ":").first { $0.hasPrefix("vbank(") }
        try Self.require(due?.count == "vbank(YYYYMMDD)".count, "a virtual account without a last day")
        return "VBank"
    }
}
