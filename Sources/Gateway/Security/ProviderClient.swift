import AsyncHTTPClient
import Foundation
import HTTPTypes
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import NIOPosix
import ProviderKit

/// The way out to PGs: only to the hosts on a module's list, no redirects, no retries, bounded answers.
struct ProviderClient: ProviderHTTPClient {
    let client: HTTPClient
    /// Host names, or `host:port` where a test stands in for the PG.
    let hosts: Set<String>

    static let longestAnswer = 1024 * 1024

    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        guard let authority = request.authority, hosts.contains(authority), let scheme = request.scheme else {
            throw ProviderError(
                .configuration,
                "\(request.authority ?? "no host") is not on the module's list of hosts"
            )
        }
        var call = HTTPClientRequest(url: "\(scheme)://\(authority)\(request.path ?? "/")")
        call.method = .init(rawValue: request.method.rawValue)
        for field in request.headerFields { call.headers.add(name: field.name.rawName, value: field.value) }
        let watched = WatchedBody(body)
        if !body.isEmpty { call.body = .stream(watched, length: .known(Int64(body.count))) }
        do {
            return try await exchange(call, within: deadline)
        } catch {
            if let error = error as? HTTPClientError, error == .getConnectionFromPoolTimeout {
                throw ProviderError(.temporary, "all connections to \(authority) are in use; nothing was sent")
            }
            // A request without a body gives no sign of when it was sent.
            let wasSurelyNotSent = Self.isAboutConnecting(error) || !body.isEmpty && !watched.wasAskedFor
            throw wasSurelyNotSent
                ? ProviderError(.temporary, "\(authority) could not be reached")
                : ProviderError(.unknown, "\(authority) did not answer to the end")
        }
    }

    /// The client's own time-out ends with the answer's head, so a PG that trickles its body needs the other one.
    private func exchange(_ call: HTTPClientRequest, within deadline: Duration) async throws -> ProviderResponse {
        try await withThrowingTaskGroup { group in
            group.addTask {
                let answer = try await client.execute(call, timeout: .nanoseconds(deadline.nanoseconds))
                let bytes = try await answer.body.collect(upTo: Self.longestAnswer)
                return ProviderResponse(
                    status: .init(code: Int(answer.status.code)),
                    headers: headers(answer.headers),
                    body: Array(bytes.readableBytesView)
                )
            }
            group.addTask {
                try await Task.sleep(for: deadline)
                throw Overdue()
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw Overdue() }
            return answer
        }
    }

    private struct Overdue: Error {}

    private static func isAboutConnecting(_ error: any Error) -> Bool {
        switch error {
        case let error as HTTPClientError: error == .connectTimeout
        case is NIOConnectionError: true
        // An address that needs no look-up is refused in these words.
        case let error as IOError: error.errnoCode == ECONNREFUSED
        default: false
        }
    }

    private func headers(_ given: HTTPHeaders) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in given {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        return fields
    }
}

extension Duration {
    /// Whole nanoseconds, for NIO; what does not fit becomes the longest time there is.
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : whole + attoseconds / 1_000_000_000
    }
}
