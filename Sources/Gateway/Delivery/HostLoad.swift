import Synchronization

/// How many deliveries are under way, in all and to each host.
final class HostLoad: Sendable {
    private let perHost: Int
    private let inAll: Int
    private let counts = Mutex<[String: Int]>([:])

    init(perHost: Int, inAll: Int) {
        self.perHost = perHost
        self.inAll = inAll
    }

    func begin(_ host: String) { counts.withLock { $0[host, default: 0] += 1 } }

    func end(_ host: String) {
        counts.withLock { counts in
            let left = (counts[host] ?? 1) - 1
            counts[host] = left > 0 ? left : nil
        }
    }

    /// Hosts that have as many as they may.
    var busyHosts: Set<String> { counts.withLock { Set($0.filter { $0.value >= perHost }.keys) } }

    /// How many more may begin at once: as many as one host takes, since they may all go to the same one.
    var room: Int { counts.withLock { min(perHost, inAll - $0.values.reduce(0, +)) } }
}
