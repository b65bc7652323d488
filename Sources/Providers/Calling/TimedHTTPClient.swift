import HTTPTypes
import ProviderKit

/// The way out to a PG for one question of the gateway, however many exchanges that takes: none goes on beyond the
/// question's time, and none begins after it.
struct TimedHTTPClient: ProviderHTTPClient {
    /// Below the 75 s for which the gateway holds a payment.
    static let question = Duration.seconds(70)

    let http: any ProviderHTTPClient
    let clock: any ProviderClock
    let end: Timestamp

    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        let left = end - clock.now()
        guard left > .zero else { throw ProviderError(.temporary, "the PG was too slow to be asked once more") }
        return try await http.send(request, body: body, deadline: min(deadline, left))
    }
}
