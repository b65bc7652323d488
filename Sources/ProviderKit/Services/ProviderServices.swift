public import Logging

/// All that a module may use of the world.
///
/// It opens no socket, reads no clock and sleeps by no other way: that makes it testable and keeps its traffic on the
/// list of hosts in its manifest.
public struct ProviderServices: Sendable {
    public let http: any ProviderHTTPClient
    public let clock: any ProviderClock
    public let random: any RandomSource
    public let logger: Logger
    /// Shared by all accounts of one provider instance.
    public let storage: any ProviderStorage
    /// The public address of the module's own pages, without a final slash: `https://pay.example/providers/mock`.
    public let pagesURL: String

    public init(
        http: any ProviderHTTPClient,
        clock: any ProviderClock,
        random: any RandomSource,
        logger: Logger,
        storage: any ProviderStorage,
        pagesURL: String
    ) {
        self.http = http
        self.clock = clock
        self.random = random
        self.logger = logger
        self.storage = storage
        self.pagesURL = pagesURL
    }
}
