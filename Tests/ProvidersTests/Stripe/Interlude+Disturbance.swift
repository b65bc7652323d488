import ProviderConformance
import ProviderKit

extension Interlude {
    /// A line that is disturbed only behind its first call, since a module looks before it moves money.
    convenience init(_ line: BenchLine, _ disturbance: Disturbance) {
        self.init(line) { line.disturb(disturbance) }
    }
}

extension ConformanceBench {
    /// The bench's services over another line.
    func services(_ http: any ProviderHTTPClient) -> ProviderServices {
        ProviderServices(
            http: http,
            clock: clock,
            random: SystemRandomSource(),
            logger: log.makeLogger(),
            storage: storage,
            pagesURL: "https://pay.example/providers/\(account.instance)"
        )
    }
}
