import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ProviderConformance
import ProviderKit

/// A fake PG behind a socket on loopback, for tests of the whole gateway.
public struct FakeServer: Sendable {
    private let fake: any FakePG

    public init(_ fake: any FakePG) {
        self.fake = fake
    }

    /// Serves until the surrounding task is cancelled.
    ///
    /// - Parameters:
    ///   - port: Where; 0 takes a free one.
    ///   - onServing: Told the port once requests are taken.
    /// - Throws: Where the port is taken.
    public func run(port: Int = 0, onServing: @escaping @Sendable (Int) -> Void) async throws {
        let application = Application(
            responder: Responder(fake: fake),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in onServing(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "fake") { _ in SwiftLogNoOpLogHandler() }
        )
        try await application.run()
    }

    private struct Responder: HTTPResponder {
        typealias Context = BasicRequestContext
        let fake: any FakePG

        func respond(to request: Request, context: Context) async throws -> Response {
            let body = try await request.body.collect(upTo: 1 << 20)
            let answer = await fake.answer(request.head, body: Array(body.readableBytesView))
            return Response(
                status: answer.status,
                headers: answer.headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
            )
        }
    }
}
