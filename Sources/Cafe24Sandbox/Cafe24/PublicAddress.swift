import Synchronization

/// The base address under which buyers and the gateway reach this mall.
///
/// With port 0 it is known only once the server listens, which is before the first request.
final class PublicAddress: Sendable {
    private let known: Mutex<String>
    private let isGiven: Bool

    init(_ configuration: SandboxConfiguration) {
        isGiven = configuration.publicURL != nil
        known = Mutex(configuration.publicURL ?? Self.loopback(configuration.listen.port))
    }

    var url: String { known.withLock { $0 } }

    func serverListens(on port: Int) {
        guard !isGiven else { return }
        known.withLock { $0 = Self.loopback(port) }
    }

    private static func loopback(_ port: Int) -> String { "http://127.0.0.1:\(port)" }
}
