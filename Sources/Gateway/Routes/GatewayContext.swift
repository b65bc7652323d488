import Hummingbird
import Logging
import NIOCore

/// What the gateway knows of a request beside the request itself.
struct GatewayContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of whoever opened the connection: perhaps a proxy.
    let peer: String?
    let connection: ClientConnection
    let notes = RequestNotes()

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress
        connection = ClientConnection(channel: source.channel)
    }

    /// In bytes; a larger body is answered with 413.
    static let longestBody = 256 * 1024

    var maxUploadSize: Int { Self.longestBody }
}
