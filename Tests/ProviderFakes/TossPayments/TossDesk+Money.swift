import Foundation
import ProviderConformance
import ProviderKit

extension TossDesk {
    func confirm(_ fields: TossFields, _ books: inout TossBooks) throws(TossRefusal) -> TossFakePayment {
        try fields.hasOnly(["paymentKey", "orderId", "amount"])
        let (key, order) = (try fields.text("paymentKey", 1...200), try fields.text("orderId", 6...64))
        guard let index = books.index(key: key) else { throw TossRefusal(404, "NOT_FOUND_PAYMENT") }
        let payment = books.payments[index]
        guard payment.orderID == order else { throw .malformed("orderId") }
        guard try fields.amount("amount", payment.currency) == payment.amount else { throw .malformed("amount") }
        guard payment.status == .inProgress else {
            throw payment.status == .ready
                ? TossRefusal(404, "NOT_FOUND_PAYMENT_SESSION") : TossRefusal(400, "ALREADY_PROCESSED_PAYMENT")
        }
        guard !isLate(payment) else {
            books.payments[index].status = .expired
            throw TossRefusal(404, "NOT_FOUND_PAYMENT_SESSION")
        }
        guard !payment.isDeclined else {
            books.payments[index].status = .aborted
            books.tell(books.payments[index], at: now)
            throw TossRefusal(400, "REJECT_CARD_PAYMENT", "한도초과 혹은 잔액부족")
        }
        take(index, &books)
        return books.payments[index]
    }

    private func take(_ index: Int, _ books: inout TossBooks) {
        if books.payments[index].isAccount {
            books.payments[index].status = .waitingForDeposit
        } else {
            books.payments[index].status = .done
            books.payments[index].approved = now
            books.payments[index].wasPaid = true
        }
        books.tell(books.payments[index], at: now)
    }

    func cancel(_ key: String, _ fields: TossFields, _ books: inout TossBooks) throws(TossRefusal) -> TossFakePayment {
        try fields.hasOnly(["cancelReason", "cancelAmount", "refundReceiveAccount", "taxFreeAmount", "currency"])
        let reason = try fields.text("cancelReason", 1...200)
        guard let index = books.index(key: key) else { throw TossRefusal(404, "NOT_FOUND_PAYMENT") }
        let payment = books.payments[index]
        switch payment.status {
        case .canceled: throw TossRefusal(400, "ALREADY_CANCELED_PAYMENT")
        case .ready, .inProgress, .aborted, .expired: throw TossRefusal(403, "NOT_CANCELABLE_PAYMENT")
        case .done, .partialCanceled, .waitingForDeposit: break
        }
        let amount =
            fields.has("cancelAmount") ? try fields.amount("cancelAmount", payment.currency) : payment.balance
        guard amount > 0, amount <= payment.balance else { throw TossRefusal(403, "NOT_CANCELABLE_AMOUNT") }
        if payment.currency != "KRW" {
            guard try fields.text("currency", 3...3) == payment.currency else { throw .malformed("currency") }
        }
        try checkAccount(fields, payment, amount)
        books.cancel(index, amount, reason: reason, isLater: books.lie == .laterRefunds, at: now)
        return books.payments[index]
    }

    /// Money of a deposit goes to an account that is named; a deposit that has not come is cancelled as a whole.
    private func checkAccount(
        _ fields: TossFields,
        _ payment: TossFakePayment,
        _ amount: Int64
    ) throws(TossRefusal) {
        guard payment.isAccount else { return }
        if payment.status == .waitingForDeposit {
            guard amount == payment.amount else {
                throw TossRefusal(403, "NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT")
            }
            return
        }
        guard let account = fields.object("refundReceiveAccount") else {
            throw TossRefusal(400, "INVALID_REFUND_ACCOUNT_INFO")
        }
        try account.hasOnly(["bank", "accountNumber", "holderName"])
        _ = try account.text("bank", 1...20)
        _ = try account.text("holderName", 1...60)
        let number = try account.text("accountNumber", 1...20)
        guard number.allSatisfy(\.isASCII), number.allSatisfy(\.isNumber) else {
            throw TossRefusal(400, "INVALID_REFUND_ACCOUNT_NUMBER")
        }
    }
}
