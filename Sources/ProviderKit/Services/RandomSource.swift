/// Where keys and nonces come from.
public protocol RandomSource: Sendable {
    /// Bytes that nobody can foresee.
    func bytes(_ count: Int) -> [UInt8]
}

/// The operating system's random numbers.
public struct SystemRandomSource: RandomSource {
    public init() {}

    public func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}
