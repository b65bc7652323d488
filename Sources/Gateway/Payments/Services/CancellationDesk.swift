import Logging
import ProviderKit

/// Makes a cancellation request of Cafe24 into one that the gateway can carry out, or says why not.
///
/// A status answer gives away a valid hash for a full cancellation (contract, finding S1), so every field is compared
/// with the payment; ``CancellationConfirmation`` asks further.
struct CancellationDesk: Sendable {
    let store: any PaymentStore
    let directory: MallDirectory
    let serviceKeys: ServiceKeys
    let logger: Logger

    /// The payment that is meant, and what is to be given back.
    ///
    /// - Throws: ``Refusal``, or the database's error.
    func request(_ call: CancellationCall, isAsynchronous: Bool) async throws -> (Payment, CancellationRequest) {
        guard serviceKeys.verifies(call.order.hash, call.signed) else {
            throw Refusal(.request, "hash_data does not match cancel_amount, currency, order_id, partner_id and tid")
        }
        let payment = try await payment(call)
        let amount = try amount(call, of: payment)
        let url = try notificationURL(call, of: payment, isAsynchronous: isAsynchronous)
        if let fault = call.extraDataFault {
            let metadata: Logger.Metadata = ["payment": "\(payment.key.short)", "reason": "\(fault)"]
            logger.notice("a cancellation's extra_data is left out", metadata: metadata)
        }
        let request = CancellationRequest(
            amount: amount,
            amountText: call.cancelAmountText,
            notificationURL: url,
            bankAccount: call.bankAccount,
            extraData: call.extraData
        )
        return (payment, request)
    }

    private func payment(_ call: CancellationCall) async throws -> Payment {
        let partnerID = call.order.partnerID
        let attempts = try await store.payments(orderNumber: call.order.orderNumber).filter {
            $0.partnerID == partnerID
        }
        let shop = directory.shop(partnerID: partnerID)
        guard !attempts.isEmpty else {
            let what = shop == nil ? "partner_id is not known here" : "no payment of this order is known"
            throw Refusal(.notFound, what)
        }
        let meant = attempts.filter { ($0.transactionID ?? "") == call.tid }
        let own = meant.first { $0.order.mall == shop?.mall && $0.order.shop == shop?.number }
        guard let payment = own ?? meant.first else {
            throw Refusal(.request, "tid is not the one of this order's payment")
        }
        return payment
    }

    private func amount(_ call: CancellationCall, of payment: Payment) throws -> Money {
        guard call.order.currencyCode == payment.amount.currency.code else {
            throw Refusal(.request, "currency is not the payment's, which is \(payment.amount.currency)")
        }
        // Unsigned, and its meaning is unconfirmed (contract, Decisions): worth a line, not a refusal.
        if (try? Money(call.order.amountText, payment.amount.currency)) != payment.amount {
            logger.notice("a cancellation names another amount", metadata: ["payment": "\(payment.key.short)"])
        }
        do {
            return try Money(due: call.cancelAmountText, payment.amount.currency)
        } catch {
            throw Refusal(.request, "cancel_amount \(error)")
        }
    }

    private func notificationURL(
        _ call: CancellationCall,
        of payment: Payment,
        isAsynchronous: Bool
    ) throws -> String? {
        guard let text = call.notificationURL else {
            guard isAsynchronous else { return nil }
            throw Refusal(.request, "cancel_noty_url is missing")
        }
        _ = try directory.origins(of: payment).checked(text, "cancel_noty_url")
        // The answer of a synchronous one tells the result; no notification follows it (contract, D.1 #20).
        return isAsynchronous ? text : nil
    }
}
