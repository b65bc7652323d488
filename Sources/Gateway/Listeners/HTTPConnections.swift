import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// The server's HTTP/1.1 connections, each with ``ConnectionManners``.
struct HTTPConnections: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let connections: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        connections.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = value.channel.pipeline.syncOperations
            // Behind the decoder: further on nobody knows the version of a request any more.
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            let manners = ConnectionManners(
                longestBody: GatewayContext.longestBody,
                patience: TimeAmount(BodyReads.patience)
            )
            try pipeline.addHandler(manners, position: .after(decoder))
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        await connections.handle(value: value, logger: logger)
    }
}
