import Logging

/// The request that caused what is going on, for the log lines of all that it leads to.
///
/// The id belongs to the task, and work that outlives its request takes it along.
enum RequestTrace {
    @TaskLocal static var id: String?

    /// The name that the HTTP server gives the id in a request's own lines.
    static let name = "hb.request.id"

    /// The same logger, telling the request.
    static func telling(_ logger: Logger) -> Logger {
        var logger = logger
        let own = Logger.MetadataProvider { id.map { [name: .string($0)] } ?? [:] }
        logger.handler.metadataProvider = .multiplex([logger.handler.metadataProvider, own].compactMap(\.self))
        return logger
    }
}
