import Crypto
import Foundation
import Hummingbird
import Logging

/// The bare route that the gateway is measured against.
@main
struct Floor {
    struct Checkout: Decodable {
        let hash_data: String
        let amount: String
        let currency: String
        let order_id: String
        let partner_id: String
        let shop_no: String
        let return_url: String
    }

    struct Answer: ResponseEncodable {
        let result_code: String
        let result_message: String
        let payment_url: String
    }

    static func main() async throws {
        let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 8079
        let key = SymmetricKey(data: Data("svc-test-key-0001".utf8))
        let router = Router()
        router.post("/api/synchronous-checkout/checkout") { request, context -> Answer in
            let checkout = try await request.decode(as: Checkout.self, context: context)
            let message = checkout.amount + checkout.currency + checkout.order_id + checkout.partner_id
            guard let hash = Data(base64Encoded: checkout.hash_data),
                HMAC<SHA256>.isValidAuthenticationCode(hash, authenticating: Data(message.utf8), using: key)
            else { throw HTTPError(.badRequest) }
            return Answer(result_code: "0000", result_message: "success", payment_url: checkout.return_url)
        }
        var logger = Logger(label: "floor")
        logger.logLevel = .error
        try await Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            logger: logger
        ).runService()
    }
}
