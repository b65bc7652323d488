import Logging
import ProviderKit

extension KGInicis {
    /// Looks a payment up, by its transaction where that is known, else by its order number.
    ///
    /// - Parameters:
    ///   - payment: The payment.
    ///   - memory: What is remembered of it.
    /// - Returns: `nil` where INICIS answers the order number with a code of its own: it knows none, or will not say.
    /// - Throws: ``ProviderError/Code/temporary`` where INICIS gave no answer: an inquiry moves nothing.
    ///   ``ProviderError/Code/unknown`` where it denies a transaction that it named itself.
    func look(at payment: PaymentReference, _ memory: InicisMemory) async throws(ProviderError) -> InicisTransaction? {
        let subject = memory.tid.map { InicisSubject(tid: $0) } ?? InicisSubject(oid: payment.key.text)
        let answer: InicisInquiryAnswer
        do {
            answer = try await api(within: InicisDeadline.inquiry).send(.inquiry, subject, as: InicisInquiryAnswer.self)
        } catch {
            throw ProviderError(.temporary, "an inquiry had no answer: \(error.message)")
        }
        guard answer.resultCode.text != "SUCCESS" else { return try InicisTransaction(answer, of: payment.key) }
        guard memory.tid == nil else {
            throw ProviderError(
                .unknown,
                "an inquiry into a known transaction was refused",
                providerCode: answer.resultCode.text
            )
        }
        services.logger.debug(
            "INICIS shows no such order",
            metadata: ["payment": "\(payment.key.short)", "code": "\(answer.resultCode.text)"]
        )
        return nil
    }

    /// After a call that may have moved money, an inquiry that fails leaves it unknown.
    func lookInDoubt(
        at payment: PaymentReference,
        _ memory: InicisMemory
    ) async throws(ProviderError) -> InicisTransaction? {
        do {
            return try await look(at: payment, memory)
        } catch {
            throw error.inDoubt
        }
    }
}
