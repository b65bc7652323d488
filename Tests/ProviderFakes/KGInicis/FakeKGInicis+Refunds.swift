import Crypto
import CryptoExtras
import Foundation
import ProviderConformance
import ProviderKit

extension FakeKGInicis {
    func refund(_ data: [String: String], toAccount: Bool, in state: inout State) -> InicisObjectWire {
        let names: Set = toAccount ? Self.wholeNames.union(Self.accountNames) : Self.wholeNames
        guard Set(data.keys) == names, let tid = data["tid"], let made = state.transactions[tid] else {
            return refusal("500005", "요청 항목이 올바르지 않습니다")
        }
        if let fault = fault(with: data, made, toAccount, state) { return fault }
        guard made.parts.isEmpty else { return refusal("500627", "부분취소된 거래입니다") }
        // An account that nobody paid to is closed by the plain call.
        state.transactions[tid]?.isCancelled = true
        if made.isPaid { state.giveBack(made.price, for: made.oid) }
        return InicisObjectWire([
            ("resultCode", "00"), ("resultMsg", "정상처리"), ("cancelDate", "20261122"), ("cancelTime", "180000"),
        ])
    }

    func partialRefund(_ data: [String: String], toAccount: Bool, in state: inout State) -> InicisObjectWire {
        let names = Self.wholeNames.union(["price", "confirmPrice", "currency", "tax", "taxfree"])
        guard Set(data.keys) == (toAccount ? names.union(Self.accountNames) : names), data["currency"] == "WON",
            let tid = data["tid"], let made = state.transactions[tid], made.isPaid,
            let price = data["price"].flatMap(Int64.init), price > 0
        else { return refusal("500005", "요청 항목이 올바르지 않습니다") }
        if let fault = fault(with: data, made, toAccount, state) { return fault }
        let remains = made.remains - price
        guard remains >= 0, data["confirmPrice"] == String(remains) else {
            return refusal("500628", "남은 금액이 일치하지 않습니다")
        }
        let part = Transaction.Part(tid: "PRTC\(Self.mid)\(1_000_000_000 + state.next())", price: price)
        state.transactions[tid]?.parts.append(part)
        state.giveBack(price, for: made.oid)
        return InicisObjectWire([
            ("resultCode", "00"), ("resultMsg", "정상처리"), ("prtcTid", part.tid), ("prtcPrice", String(price)),
            ("prtcRemains", String(remains)), ("prtcDate", "20261122"), ("prtcTime", "180000"),
        ])
    }

    private static let wholeNames: Set = ["tid", "msg"]
    private static let accountNames: Set = ["refundAcctNum", "refundBankCode", "refundAcctName"]

    private func fault(
        with data: [String: String],
        _ made: Transaction,
        _ toAccount: Bool,
        _ state: State
    ) -> InicisObjectWire? {
        if state.lie == .errorInside { return refusal("500999", "잠시 후 다시 시도해 주세요") }
        if made.remains == 0 { return refusal("500626", "이미 취소된 거래입니다") }
        guard toAccount == (made.isDeposit && made.isPaid) else {
            return refusal("500629", "가상계좌 환불은 환불계좌가 필요합니다")
        }
        if toAccount, openAccount(data["refundAcctNum"])?.isEmpty ?? true {
            return refusal("500630", "환불계좌번호가 올바르지 않습니다")
        }
        return nil
    }

    /// The account number under AES-128-CBC; `nil` where it is none.
    private func openAccount(_ sealed: String?) -> String? {
        guard let sealed, let bytes = Data(base64Encoded: sealed),
            let vector = try? AES._CBC.IV(ivBytes: Array(Self.apiIV.utf8)),
            let plain = try? AES._CBC.decrypt(bytes, using: SymmetricKey(data: Data(Self.apiKey.utf8)), iv: vector)
        else { return nil }
        let text = String(decoding: plain, as: UTF8.self)
        return text.allSatisfy { $0.isNumber } ? text : nil
    }
}
