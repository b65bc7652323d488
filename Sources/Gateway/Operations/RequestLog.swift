import Hummingbird
import Logging
import ProviderKit

/// One line for each request: method, path, status, duration, and its handler's notes. Never a query, and never a whole
/// key.
struct RequestLog: RouterMiddleware {
    func handle(
        _ request: Request,
        context: GatewayContext,
        next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        // Not `context.id`, which insists on a logger that keeps it.
        let id = context.logger[metadataKey: RequestTrace.name]?.description
        let response = try await RequestTrace.$id.withValue(id) { try await next(request, context) }
        let took = began.duration(to: .now)
        var metadata = context.notes.all
        metadata["method"] = .string(request.method.rawValue)
        metadata["path"] = .string(Self.shortened(request.uri.path))
        metadata["status"] = .string(String(response.status.code))
        metadata["ms"] = .string(Self.milliseconds(took))
        context.logger.info("request", metadata: metadata)
        return response
    }

    /// With three decimals, that is to the microsecond.
    static func milliseconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        let decimals = String(microseconds % 1000)
        return "\(microseconds / 1000).\(String(repeating: "0", count: 3 - decimals.utf8.count))\(decimals)"
    }

    /// In bytes: what is as long may be a key.
    private static let keySize = 24

    /// The path with whatever may be a key cut to its first eight characters, and itself cut to 200 bytes.
    static func shortened(_ path: String) -> String {
        // Most paths hold no key; taking one apart costs as much as writing the line.
        guard longestPart(of: path) >= keySize || path.utf8.count > 200 else { return path }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let short = parts.indices.map { index in
            mayBeKey(parts[index], behind: parts[..<index]) ? parts[index].prefix(8) + "…" : parts[index]
        }
        return TextCut.bytes(short.joined(separator: "/"), atMost: 200, in: .utf8)
    }

    private static func mayBeKey(_ part: Substring, behind parts: ArraySlice<Substring>) -> Bool {
        // Behind `/providers` stands an instance's name.
        let isInstance = parts == ["", "providers"]
        return part.utf8.count >= keySize && !RouteTable.longNames.contains(part) && !isInstance
    }

    /// In bytes, between two slashes.
    private static func longestPart(of path: String) -> Int {
        var (longest, length) = (0, 0)
        for byte in path.utf8 {
            length = byte == UInt8(ascii: "/") ? 0 : length + 1
            longest = max(longest, length)
        }
        return longest
    }
}
