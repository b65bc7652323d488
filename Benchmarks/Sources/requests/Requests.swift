import Crypto
import Foundation

/// Prints signed checkout requests for shop 1 of the repository's `providers.json`.
///
///     requests COUNT > checkouts.jsonl
@main
struct Requests {
    static func main() {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
        let key = SymmetricKey(data: Data("svc-test-key-0001".utf8))
        // Each run has orders of its own, so that a database may be measured twice.
        let day = 10_000_000 + Int.random(in: 0..<89_999_999)
        for number in 0..<count {
            let order = "\(day)-\(String(10_000_000 + number).dropFirst())"
            let message = "12000KRW\(order)demomall:1:mock"
            let hash = Data(HMAC<SHA256>.authenticationCode(for: Data(message.utf8), using: key)).base64EncodedString()
            print(
                #"{"hash_data":"\#(hash)","amount":"12000","currency":"KRW","order_id":"\#(order)","#
                    + #""partner_id":"demomall:1:mock","shop_no":"1","buyer_id":"buyer\#(number)","#
                    + #""return_url":"https://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveRtnPage.php","#
                    + #""extra_data":{"pgName":"pg-gateway","orderId":"\#(order)","LogKey":"PGPy05"}}"#
            )
        }
    }
}
