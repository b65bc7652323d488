extension IPAddress: CustomStringConvertible {
    /// Whether the address is one of a machine on the public internet.
    ///
    /// Loopback, private, shared (RFC 6598), link-local, multicast, unspecified, broadcast and documentation addresses
    /// are not, and neither is an IPv6 address that carries such an IPv4 address inside (IANA's special-purpose
    /// registries).
    public var isPublic: Bool { isVersion6 ? isPublic6 : Self.isPublic4(bytes) }

    private var isPublic6: Bool {
        // Only 2000::/3 is given out as global unicast.
        guard bytes[0] & 0xE0 == 0x20 else {
            // NAT64 (64:ff9b::/96) reaches whatever IPv4 address it carries.
            let nat64: [UInt8] = [0x00, 0x64, 0xFF, 0x9B] + Array(repeating: 0, count: 8)
            return bytes.starts(with: nat64) && Self.isPublic4(Array(bytes.suffix(4)))
        }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return Self.isPublic4(Array(bytes[2..<6])) }  // 6to4
        if bytes.starts(with: [0x20, 0x01, 0x00, 0x00]) { return false }  // Teredo
        return !bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])  // documentation
    }

    private static func isPublic4(_ bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (224..., _): false
        case (100, 64...127), (169, 254), (172, 16...31), (192, 168), (198, 18...19): false
        case (192, 0): bytes[2] != 0 && bytes[2] != 2
        case (198, 51): bytes[2] != 100
        case (203, 0): bytes[2] != 113
        default: true
        }
    }

    public var description: String {
        guard isVersion6 else { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2)
            .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }
}
