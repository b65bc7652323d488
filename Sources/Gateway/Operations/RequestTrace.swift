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

    /// A line's metadata, the request by the name that operators know.
    ///
    /// - Parameters:
    ///   - handler: Whose line it is.
    ///   - event: What is told.
    /// - Returns: All metadata, of which the event's own counts most.
    static func metadata(of handler: some LogHandler, telling event: LogEvent) -> Logger.Metadata {
        var all = handler.metadata
        if let provided = handler.metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        if let request = all.removeValue(forKey: name) { all["request"] = request }
        return all
    }
}
