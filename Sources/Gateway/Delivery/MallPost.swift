import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One message to a mall: to the very address that was checked, without redirects, in ten seconds at most.
struct MallPost: Sendable {
    var egress: EgressPolicy
    /// From the look-up of the host's name to the last byte read.
    var patience = Duration.seconds(10)

    static let longestAnswer = 64 * 1024

    /// Sends, once.
    ///
    /// - Parameters:
    ///   - bytes: The body.
    ///   - contentType: What it is.
    ///   - url: Where it goes.
    ///   - admission: How the mall's configuration allows that address.
    /// - Returns: Why the mall did not take it, in words for an operator; `nil` where it did.
    func send(
        _ bytes: [UInt8],
        _ contentType: String,
        to url: OutsideURL,
        _ admission: AllowedOrigins.Admission
    ) async -> String? {
        do {
            return try await withThrowingTaskGroup { group in
                group.addTask { try await trouble(bytes, contentType, url, admission) }
                // The client's own deadline ends with the answer's head, and a mall may trickle its body.
                group.addTask { [patience] in
                    try await Task.sleep(for: patience)
                    return "no complete answer within \(patience)"
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        } catch let refused as EgressPolicy.Refused {
            return refused.description
        } catch is NIOTooManyBytesError {
            return "answered with more than \(Self.longestAnswer / 1024) KiB"
        } catch {
            return "no answer: \(ConnectionTrouble(error))"
        }
    }

    private func trouble(
        _ bytes: [UInt8],
        _ contentType: String,
        _ url: OutsideURL,
        _ admission: AllowedOrigins.Admission
    ) async throws -> String? {
        let address = try await address(of: url.origin, admission)
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(5))
        configuration.dnsOverride = [url.origin.host: "\(address)"]
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            try await Self.exchange(with: client, bytes, contentType, url.text)
        }
    }

    /// The one address to connect to. A look-up cannot be stopped, so only the waiting for it ends.
    private func address(of origin: WebOrigin, _ admission: AllowedOrigins.Admission) async throws -> IPAddress {
        let (found, tell) = AsyncThrowingStream.makeStream(of: IPAddress.self)
        Task {
            do {
                tell.yield(try await egress.address(of: origin, admission))
                tell.finish()
            } catch {
                tell.finish(throwing: error)
            }
        }
        for try await address in found { return address }
        throw CancellationError()
    }

    private static func exchange(
        with client: HTTPClient,
        _ bytes: [UInt8],
        _ contentType: String,
        _ url: String
    ) async throws -> String? {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: contentType)
        request.body = .bytes(ByteBuffer(bytes: bytes))
        let answer = try await client.execute(request, deadline: .distantFuture)
        let body = try await answer.body.collect(upTo: longestAnswer)
        guard answer.status.code == 200 else { return "answered with status \(answer.status.code)" }
        return NotificationAnswer.isOK(Array(body.readableBytesView)) ? nil : #"did not answer {"result":"OK"}"#
    }
}
