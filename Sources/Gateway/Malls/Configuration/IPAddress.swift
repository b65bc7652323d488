#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An IPv4 or IPv6 address. One that is IPv4 inside IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
public struct IPAddress: Hashable, Sendable {
    /// 4 or 16 bytes, in network order.
    public let bytes: [UInt8]

    /// Reads dotted decimal (four parts, no other base) or RFC 4291 text without a zone.
    public init?(_ text: String) {
        var four: [UInt8] = Array(repeating: 0, count: 4)
        var sixteen: [UInt8] = Array(repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = four
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            let isMapped = sixteen.starts(with: Array(repeating: 0, count: 10) + [0xFF, 0xFF])
            bytes = isMapped ? Array(sixteen.suffix(4)) : sixteen
        } else {
            return nil
        }
    }

    public var isVersion6: Bool { bytes.count == 16 }

    /// `127.0.0.0/8` or `::1`.
    public var isLoopback: Bool {
        isVersion6 ? bytes == Array(repeating: 0, count: 15) + [1] : bytes[0] == 127
    }
}
