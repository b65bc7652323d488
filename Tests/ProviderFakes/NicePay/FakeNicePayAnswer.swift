import Crypto
import Foundation
import ProviderConformance
import ProviderKit

/// A transaction as the manual's answers and webhooks write it.
struct FakeNicePayAnswer: Codable {
    struct Account: Codable {
        var vbankCode = "088"
        var vbankName = "신한은행"
        var vbankNumber = "56211234567890"
        var vbankExpDate: String
        var vbankHolder: String
    }

    struct Cancel: Codable {
        var tid: String
        var amount: Int64
        var cancelledAt: String
        var reason: String
        var receiptUrl = "https://npg.nicepay.co.kr/issue/"
    }

    var resultCode = "0000"
    var resultMsg = "정상 처리되었습니다."
    var tid: String
    var cancelledTid: String?
    var orderId: String
    var ediDate: String
    var signature = ""
    var status: String
    var paidAt = "0"
    var failedAt = "0"
    var cancelledAt = "0"
    var payMethod: String
    var amount: Int64
    var balanceAmt: Int64
    var goodsName: String
    var useEscrow = false
    var currency = "KRW"
    var channel = "pc"
    var vbank: Account?
    var cancels: [Cancel]?

    init(_ transaction: FakeNicePayTransaction, at now: Timestamp) {
        tid = transaction.tid
        cancelledTid = transaction.cancels.last?.tid
        orderId = transaction.orderId
        ediDate = Self.text(now)
        status = transaction.status ?? ""
        paidAt = transaction.paidAt.map(Self.text) ?? "0"
        cancelledAt = transaction.cancels.last.map { Self.text($0.at) } ?? "0"
        payMethod = transaction.method
        amount = transaction.amount
        balanceAmt = transaction.balance
        goodsName = transaction.goodsName
        if transaction.method == "vbank" {
            let closes = transaction.authenticated + .seconds(7 * 86_400)
            vbank = Account(vbankExpDate: Self.text(closes), vbankHolder: transaction.vbankHolder ?? "")
        }
        cancels = transaction.cancels.map {
            Cancel(tid: $0.tid, amount: $0.amount, cancelledAt: Self.text($0.at), reason: $0.reason)
        }
    }

    /// Says what is not so, and signs it as if it were.
    mutating func tell(_ lie: Lie?) {
        switch lie {
        case .wrongAmount:
            amount += 1
            balanceAmt += 1
        case .wrongCurrency: currency = "USD"
        case .otherOrder: orderId = String(orderId.reversed()) + "x"
        case .unknownStatus: status = "onTheMoon"
        case .errorInside, .laterRefunds, nil: break
        }
    }

    mutating func sign(with key: String) {
        signature = Self.hash(tid + String(amount) + ediDate + key)
    }

    var bytes: [UInt8] { (try? JSONEncoder().encode(self)).map { Array($0) } ?? [] }

    static func hash(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
    }

    /// ISO 8601 in Korean time, with milliseconds.
    static func text(_ time: Timestamp) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "Asia/Seoul")
        formatter.dateFormat = "yyyy-MM-dd'T'HH:mm:ss.SSSZ"
        return formatter.string(from: Date(timeIntervalSince1970: TimeInterval(time.milliseconds) / 1000))
    }
}
