import ProviderKit

extension Buyer {
    /// What a checkout may say of its buyer. The contract does not promise any of it (A1), so nothing refuses the sale.
    init(_ fields: RequestFields) {
        self.init(
            name: fields.words("buyer_name", max: 200),
            email: fields.words("buyer_email", max: 320).flatMap { Self.isAddress($0) ? $0 : nil },
            phone: fields.words("buyer_phone", max: 40)
        )
    }

    /// PGs refuse a checkout over an address that is none, and a cut one is somebody else's.
    private static func isAddress(_ text: String) -> Bool {
        text.utf8.count <= 254 && text.wholeMatch(of: /[!-?A-~]+@[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)+/) != nil
    }
}
