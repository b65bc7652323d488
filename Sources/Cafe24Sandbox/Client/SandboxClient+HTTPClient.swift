import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension SandboxClient {
    /// How long one call may take, as Cafe24's patience is not documented.
    private static let patience: TimeAmount = .seconds(10)
    /// The most that is read of an answer, in bytes.
    private static let largestAnswer = 1 << 20

    /// Settings for a client that shows redirects instead of following them, and a refused connection at once.
    public static var httpConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: patience, read: patience)
        )
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    /// Sends through a client made with ``httpConfiguration``, which its maker shuts down.
    public init(gatewayURL: String, serviceKey: String, http: HTTPClient) {
        self.init(gatewayURL: gatewayURL, serviceKey: serviceKey) { call in
            try await Self.post(call, through: http)
        }
    }

    static func post(_ call: Call, through http: HTTPClient) async throws -> Reply {
        var request = HTTPClientRequest(url: call.url)
        request.method = HTTPMethod(rawValue: call.method)
        if call.method != "GET" {
            request.headers = ["content-type": call.contentType, "accept": "application/json"]
            request.body = .bytes(ByteBuffer(string: call.body))
        }
        let response = try await http.execute(request, timeout: patience)
        let body = try await response.body.collect(upTo: largestAnswer)
        return Reply(
            status: Int(response.status.code),
            location: response.headers.first(name: "location"),
            body: String(buffer: body)
        )
    }
}
