import ProviderKit

/// Signs the reservation of an order number for shop pages (contract, A9 and H4), and nothing else.
///
/// Whoever asks chooses most of the text that is signed with the service key, and nothing separates its parts. So each
/// part is held to a form in which the whole can never read as one of Cafe24's own messages (finding S2).
struct ReservationSigner: Sendable {
    let clientID: String
    let keys: ServiceKeys
    let directory: MallDirectory
    let clock: any ProviderClock

    /// How far the asker's clock may be off, either way.
    static let tolerance = Duration.seconds(5 * 60)

    /// What a shop's page asks to have signed.
    struct Question: Hashable, Sendable {
        let mall: String
        let requestTime: String
        let clientKey: String
        let memberID: String
    }

    /// - Throws: ``Refusal`` for a question of any other form.
    func sign(_ question: Question) throws -> String {
        guard Signature.matches(question.clientKey, clientID), !clientID.isEmpty else {
            throw Refusal(.request, "client_key is not this app's")
        }
        guard directory.mall(question.mall) != nil else { throw Refusal(.request, "mall_id is not known here") }
        guard isFresh(question.requestTime) else {
            throw Refusal(.request, "request_time is not a time in seconds within five minutes from now")
        }
        guard (1...64).contains(question.memberID.utf8.count), question.memberID.utf8.allSatisfy(\.isMemberByte) else {
            throw Refusal(.request, "member_id is not 1 to 64 letters, digits, or . _ @ -")
        }
        let data = HashData.reservation(
            mallID: question.mall,
            requestTime: question.requestTime,
            clientID: clientID,
            memberID: question.memberID
        )
        guard !data.beginsWithMoney else { throw Refusal(.request, "mall_id cannot be signed for") }
        return keys.sign(data)
    }

    private func isFresh(_ text: String) -> Bool {
        guard text.utf8.count == 10, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int64(text)
        else { return false }
        let distance = Timestamp(milliseconds: seconds * 1000) - clock.now()
        return distance >= .zero - Self.tolerance && distance <= Self.tolerance
    }
}

extension HashData {
    /// Whether the text begins as all that Cafe24 and the gateway sign about money: with an amount and the code of a
    /// currency. A mall whose id is a number and a client id that begins with `KRW` would come to that.
    var beginsWithMoney: Bool {
        let rest = message.utf8.drop { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        guard rest.startIndex > message.utf8.startIndex, let code = String(rest.prefix(3)) else { return false }
        return Currency(code: code) != nil
    }
}

extension UInt8 {
    fileprivate var isMemberByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
