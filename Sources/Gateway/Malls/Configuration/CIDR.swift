/// A range of IP addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
public struct CIDR: Hashable, Sendable {
    private let address: IPAddress
    /// How many leading bits count.
    private let length: Int

    /// Reads an address with or without a length; bits behind the length do not matter.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        let bits = address.bytes.count * 8
        guard let length = parts.count == 2 ? decimal(parts[1], in: 0...bits) : bits else { return nil }
        self.address = address
        self.length = length
    }

    public func contains(_ other: IPAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        for (index, byte) in address.bytes.enumerated() {
            let bits = min(8, max(0, length - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            guard (byte ^ other.bytes[index]) & mask == 0 else { return false }
        }
        return true
    }

    /// Whether the text is an address within the range.
    public func contains(_ text: String) -> Bool { IPAddress(text).map(contains) ?? false }
}
