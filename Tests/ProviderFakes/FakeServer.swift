import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ProviderConformance
import ProviderKit
import Synchronization

/// A fake PG behind a socket on loopback, for tests of the whole gateway.
public final class FakeServer: Sendable {
    private let fake: any FakePG
    private struct Silence {
        /// The payment whose next charge is answered by silence.
        var doomed: PaymentKey?
        /// How many answers were lost so.
        var lost = 0
    }

    private let silence = Mutex(Silence())

    public init(_ fake: any FakePG) {
        self.fake = fake
    }

    /// Hangs up in the middle of the next answer to a call that takes a payment's money, after it was taken.
    public func loseNextAnswer(thatCharges key: PaymentKey) { silence.withLock { $0.doomed = key } }

    /// How many answers were lost, so that a test can tell whether it came to what it is about.
    public var lostAnswers: Int { silence.withLock { $0.lost } }

    /// Serves until the surrounding task is cancelled, or a graceful shutdown begins.
    ///
    /// - Parameters:
    ///   - port: Where; 0 takes a free one.
    ///   - onServing: Told the port once requests are taken.
    /// - Throws: Where the port is taken.
    public func run(port: Int = 0, onServing: @escaping @Sendable (Int) -> Void) async throws {
        let application = Application(
            responder: Responder(server: self),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in onServing(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "fake") { _ in SwiftLogNoOpLogHandler() }
        )
        try await application.run()
    }

    private func answer(_ request: HTTPRequest, body: [UInt8]) async -> (answer: ProviderResponse, isLost: Bool) {
        guard let key = silence.withLock({ $0.doomed }) else { return (await fake.answer(request, body: body), false) }
        let before = await fake.books(of: key)
        let answer = await fake.answer(request, body: body)
        let isLost = await fake.books(of: key).charges > before.charges
        if isLost { silence.withLock { $0 = Silence(lost: $0.lost + 1) } }
        return (answer, isLost)
    }

    private struct HungUp: Error {}

    private struct Responder: HTTPResponder {
        typealias Context = BasicRequestContext
        let server: FakeServer

        func respond(to request: Request, context: Context) async throws -> Response {
            let body = try await request.body.collect(upTo: 1 << 20)
            let (answer, isLost) = await server.answer(request.head, body: Array(body.readableBytesView))
            guard !isLost else {
                return Response(status: answer.status, body: ResponseBody { _ in throw HungUp() })
            }
            return Response(
                status: answer.status,
                headers: answer.headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
            )
        }
    }
}
