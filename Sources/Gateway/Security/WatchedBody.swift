import NIOCore
import Synchronization

/// A request's body that knows whether anybody asked for it.
///
/// The HTTP client asks for the first byte when a connection stands and the request's head is on its way. Before that,
/// whatever ends the request, a deadline too, surely ended it unsent.
final class WatchedBody: AsyncSequence, Sendable {
    private let bytes: [UInt8]
    private let isAskedFor = Mutex(false)

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var wasAskedFor: Bool { isAskedFor.withLock { $0 } }

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let body: WatchedBody
        private var isOver = false

        fileprivate init(body: WatchedBody) {
            self.body = body
        }

        mutating func next() async -> ByteBuffer? {
            body.isAskedFor.withLock { $0 = true }
            guard !isOver else { return nil }
            isOver = true
            return ByteBuffer(bytes: body.bytes)
        }
    }
}
