import HTTPTypes
import Logging
import ProviderConformance
import ProviderKit
import Synchronization

/// A line whose other end answers what a test wrote down, in order; the last answer comes again and again.
final class AnsweringLine: ProviderHTTPClient {
    private let answers: Mutex<[ProviderResponse]>
    private let seen = Mutex<[HTTPRequest]>([])

    init(_ answers: [(status: Int, body: String)]) {
        self.answers = Mutex(
            answers.map { answer in
                ProviderResponse(status: HTTPResponse.Status(code: answer.status), body: Array(answer.body.utf8))
            }
        )
    }

    /// All requests so far, oldest first.
    var requests: [HTTPRequest] { seen.withLock { $0 } }

    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        seen.withLock { $0.append(request) }
        let answer = answers.withLock { answers in answers.count > 1 ? answers.removeFirst() : answers.first }
        guard let answer else { throw ProviderError(.unknown, "nobody answers") }
        return answer
    }

    /// All that a module needs beside this line.
    func services(log: BenchLog = BenchLog()) -> ProviderServices {
        ProviderServices(
            http: self,
            clock: BenchClock(),
            random: SystemRandomSource(),
            logger: log.makeLogger(),
            storage: BenchStorage(),
            pagesURL: "https://pay.example/providers/test"
        )
    }
}
