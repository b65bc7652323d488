/// An IPv4 address in dotted decimal, as PGs and their settings write it.
struct IPv4Address: Hashable, Sendable {
    let bytes: [UInt8]

    /// Reads four numbers without leading zeros, which some would take for octal.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        bytes = parts.compactMap { part in UInt8(part).flatMap { String($0) == part ? $0 : nil } }
        guard parts.count == 4, bytes.count == 4 else { return nil }
    }

    var isLoopback: Bool { bytes.first == 127 }
}
