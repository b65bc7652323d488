import NIOCore
import NIOHTTP1

/// What a connection owes its client beside the answers.
///
/// - A client that waits for `100 Continue` before it sends its body gets it (RFC 9110, section 10.1.1).
/// - What an early answer left unread is thrown away, but not for ever: then the connection is closed.
/// - A client that asks for no more over this connection, as HTTP/1.0 does by itself, finds it closed after its answer
///   (RFC 9112, section 9.3).
///
/// Used by the connection's event loop alone.
final class ConnectionManners: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let longestBody: Int
    private let patience: TimeAmount
    /// Requests that have come and are not answered yet; more than one where the client does not wait for answers.
    private var unanswered = 0
    // Of the last request that has come.
    private var hasBodyToCome = false
    private var isLast = false
    private var awaitsContinue = false
    /// When the connection is closed, if the rest of the body has not come by then.
    private var end: Scheduled<Void>?

    /// - Parameters:
    ///   - longestBody: In bytes. Who announces more is not asked to send it.
    ///   - patience: How long a body may go on after its answer.
    init(longestBody: Int, patience: TimeAmount) {
        self.longestBody = longestBody
        self.patience = patience
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            unanswered += 1
            hasBodyToCome = true
            isLast = !head.isKeepAlive
            awaitsContinue = head.awaitsContinue(upTo: longestBody)
            sayContinue(context)
        case .body: break
        case .end:
            hasBodyToCome = false
            end?.cancel()
            if unanswered == 0, isLast { context.close(promise: nil) }
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end?.cancel()
        context.fireChannelInactive()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where isLast && unanswered == 1:
            head.headers.replaceOrAdd(name: "Connection", value: "close")
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            let written = promise ?? context.eventLoop.makePromise()
            context.write(data, promise: written)
            answered(context, written.futureResult)
        default:
            context.write(data, promise: promise)
        }
    }

    private func answered(_ context: ChannelHandlerContext, _ written: EventLoopFuture<Void>) {
        // A request that could not be read has an answer too, and was not counted.
        unanswered = max(0, unanswered - 1)
        guard unanswered == 0 else { return sayContinue(context) }
        let loop = context.eventLoop.assumeIsolated()
        if hasBodyToCome {
            end = loop.scheduleTask(in: patience) { context.close(promise: nil) }
        } else if isLast {
            written.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        }
    }

    /// Not amid the answer to an earlier request.
    private func sayContinue(_ context: ChannelHandlerContext) {
        guard awaitsContinue, unanswered == 1 else { return }
        awaitsContinue = false
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }
}

extension HTTPRequestHead {
    /// Whether its sender holds a body back until it is asked for it; HTTP/1.0 knows nothing of that.
    fileprivate func awaitsContinue(upTo longestBody: Int) -> Bool {
        let expectations = headers[canonicalForm: "expect"]
        guard version == .http1_1, expectations.contains(where: { $0.lowercased() == "100-continue" }) else {
            return false
        }
        if let length = headers.first(name: "content-length") {
            return Int(length).map { (1...longestBody).contains($0) } ?? false
        }
        return headers.contains(name: "transfer-encoding")
    }
}
