import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import ProviderKit

/// Reads requests into the values that services take.
struct Inbound: Sendable {
    let trustedProxies: [CIDR]
    let bodies: BodyReads

    /// The whole request, for fields and for evidence.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - context: Where it came in.
    ///   - limit: The most bytes its body may have; 256 KiB unless told.
    /// - Returns: The request as a message.
    /// - Throws: ``Refusal`` where the body is larger, late, cut or malformed.
    func message(
        _ request: Request,
        _ context: GatewayContext,
        upTo limit: Int? = nil
    ) async throws -> InboundMessage {
        let limit = limit ?? context.maxUploadSize
        let body: ByteBuffer
        do {
            body = try await bodies.body(of: request, upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Refusal(.tooLarge, "the body is larger than \(limit / 1024) KiB")
        } catch let error as HTTPError where error.status == .contentTooLarge {
            throw Refusal(.tooLarge, "the body is larger than \(limit / 1024) KiB")
        } catch is HTTPParserError {
            throw Refusal(.request, "the body is cut or malformed")
        }
        return InboundMessage(
            method: request.method.rawValue,
            path: request.uri.path,
            query: request.uri.query ?? "",
            headers: headers(request.headers),
            body: Array(buffer: body),
            source: source(request, context)
        )
    }

    /// A buyer's return. PGs post a few kilobytes; what is larger is no message of theirs, and is not kept.
    ///
    /// - Returns: `nil` where the body is larger than 16 KiB.
    func returned(_ request: Request, _ context: GatewayContext) async throws -> InboundMessage? {
        do {
            return try await message(request, context, upTo: 16 * 1024)
        } catch let refusal as Refusal where refusal.kind == .tooLarge {
            return nil
        }
    }

    /// The fields of a request, whichever way they were sent.
    ///
    /// - Throws: ``Refusal`` where the body is too large, late, or not what it begins to be.
    func fields(of request: Request, _ context: GatewayContext) async throws -> RequestFields {
        try fields(try await message(request, context))
    }

    /// - Throws: ``Refusal`` where the body is not what it begins to be.
    func fields(_ message: InboundMessage) throws -> RequestFields {
        do {
            return try RequestFields(
                method: message.method,
                contentType: message.headers["content-type"],
                query: message.query,
                body: message.body
            )
        } catch {
            throw Refusal(.request, "\(error)")
        }
    }

    private func headers(_ fields: HTTPFields) -> [String: String] {
        Dictionary(fields.map { ($0.name.canonicalName, $0.value) }) { "\($0), \($1)" }
    }

    /// Who sent a request: the last address in `X-Forwarded-For` that is no trusted proxy, if the peer is one.
    func source(_ request: Request, _ context: GatewayContext) -> String? {
        guard let peer = context.peer else { return nil }
        guard trusts(peer) else { return peer }
        let forwarded = request.headers[values: .xForwardedFor]
            .flatMap { $0.split(separator: ",") }
            .map { Self.withoutPort($0.trimmed) }
        return forwarded.last { !trusts($0) } ?? forwarded.first ?? peer
    }

    /// Some proxies write the port, too: `192.0.2.1:4455`, `[2001:db8::1]:443`.
    private static func withoutPort(_ text: String) -> String {
        if text.first == "[", let end = text.firstIndex(of: "]") { return String(text[..<end].dropFirst()) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : text
    }

    private func trusts(_ address: String) -> Bool { trustedProxies.contains { $0.contains(address) } }
}
