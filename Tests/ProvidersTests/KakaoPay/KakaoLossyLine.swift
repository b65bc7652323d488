import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// A way to a fake on which the calls of one name are lost once, before or after the PG has done what they ask for.
final class KakaoLossyLine: ProviderHTTPClient {
    private let fake: any FakePG
    private let lost: Mutex<(name: String, isDone: Bool)?>

    init(to fake: any FakePG, losing name: String, isDone: Bool) {
        self.fake = fake
        lost = Mutex((name: name, isDone: isDone))
    }

    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        let loss = lost.withLock { lost -> Bool? in
            guard let present = lost, request.path?.hasSuffix(present.name) ?? false else { return nil }
            lost = nil
            return present.isDone
        }
        guard let isDone = loss else { return await fake.answer(request, body: body) }
        if isDone { _ = await fake.answer(request, body: body) }
        throw ProviderError(.unknown, "the PG did not answer to the end")
    }
}
