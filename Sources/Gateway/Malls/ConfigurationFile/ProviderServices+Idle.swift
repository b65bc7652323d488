import Foundation
import HTTPTypes
import Logging
import ProviderKit

extension ProviderServices {
    /// Services that reach nobody and keep nothing, for an instance that is only made to hear whether it can be.
    static var idle: ProviderServices {
        ProviderServices(
            http: IdleClient(),
            clock: SystemClock(),
            random: SystemRandomSource(),
            logger: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() },
            storage: IdleStorage(),
            pagesURL: "http://127.0.0.1/providers/check"
        )
    }
}

private struct IdleClient: ProviderHTTPClient {
    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        throw ProviderError(.temporary, "nobody is called while the configuration is checked")
    }
}

private struct IdleStorage: ProviderStorage {
    func get(_ key: String) async throws(ProviderError) -> StoredValue? { nil }

    func put(_ key: String, _ value: Data) async throws(ProviderError) {}

    func compareAndSet(_ key: String, _ value: Data?, version: Int64?) async throws(ProviderError) -> Bool { false }

    func list(
        prefix: String,
        after: String?,
        limit: Int
    ) async throws(ProviderError) -> [(key: String, value: StoredValue)] { [] }
}
