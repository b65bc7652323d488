import Crypto
import Foundation

/// The gateway's script for the product page, as the mall finds it when it renders the page.
struct ButtonScript: Sendable {
    static let path = "/api/external-checkout/script"

    let address: String
    /// `sha384-…` over the very bytes; nothing when they could not be read.
    let integrity: String?

    /// Reads the script. A gateway that does not answer costs the page nothing but the check.
    static func read(from gatewayURL: String, through post: @escaping SandboxClient.Post) async -> ButtonScript {
        let client = SandboxClient(gatewayURL: gatewayURL, serviceKey: "", post: post)
        let reply = try? await client.get(path)
        let bytes = reply.flatMap { $0.status == 200 ? Data($0.body.utf8) : nil }
        return ButtonScript(address: gatewayURL + path, integrity: bytes.map { Self.integrity(of: $0) })
    }

    static func integrity(of bytes: Data) -> String {
        "sha384-" + Data(SHA384.hash(data: bytes)).base64EncodedString()
    }
}
