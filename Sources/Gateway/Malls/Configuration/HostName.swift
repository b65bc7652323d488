/// The form of a host as the gateway takes it in addresses.
enum HostName {
    /// Labels of `[a-z0-9-]` with single dots between them; no final dot. International names stand in their `xn--`
    /// form.
    static func isWellFormed(_ host: some StringProtocol) -> Bool {
        guard (1...253).contains(host.utf8.count) else { return false }
        return host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty
                && label.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        }
    }

    /// Whether a browser would read the host as an IPv4 address: its last label is a number, in any base.
    static func isNumeric(_ host: String) -> Bool {
        guard let last = host.split(separator: ".").last else { return false }
        return last.utf8.allSatisfy { (0x30...0x39).contains($0) } || last.hasPrefix("0x")
    }

    /// Whether the host is this machine, whatever a name server says.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || IPAddress(host)?.isLoopback ?? false
    }
}

/// A whole number in its shortest decimal form.
func decimal(_ text: some StringProtocol, in range: ClosedRange<Int>) -> Int? {
    guard let number = Int(text), range.contains(number), String(number) == text else { return nil }
    return number
}
