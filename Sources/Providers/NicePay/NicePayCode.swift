/// NICEPAY's result codes by what follows from them. They come with HTTP 200, too.
enum NicePayCode: Hashable, Sendable {
    case success
    /// No such transaction.
    case absent
    /// Something of this name was done or begun before: ask what.
    case askFirst
    /// Nothing happened, and it may be repeated.
    case temporary
    /// The keys do not fit.
    case configuration
    /// NICEPAY itself does not know.
    case unknown
    /// Surely not done.
    case refused
    /// What no document that we read explains; the transaction tells what it meant.
    case unlisted

    init(_ code: String) {
        switch code {
        // 3001, 4000, 4100, 4110 and A000 are the methods' own; 2001 is a cancellation, 2211 a refund.
        case "0000", "2001", "2211", "3001", "4000", "4100", "4110", "A000": self = .success
        case "2012", "A115", "A118", "A214", "A215", "A216", "A217", "A218": self = .absent
        case "2013", "2015", "2156", "2201", "A127", "A225": self = .askFirst
        case "2159", "4008", "4116", "A110": self = .temporary
        case "2151", "2152", "A101", "A109", "A114", "A122", "A211", "A224": self = .configuration
        // "Database error".
        case "2000": self = .unknown
        case "2016", "2028", "2029", "2032", "3041", "3095", "A123": self = .refused
        default: self = .unlisted
        }
    }
}
