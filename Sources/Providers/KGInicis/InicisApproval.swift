import ProviderKit

/// The answer to an approval or a net-cancel, from either kind of host.
struct InicisApproval: Hashable, Sendable {
    let code: String
    let message: String
    let isSuccess: Bool
    let tid: String?
    let mid: String?
    let oid: String?
    /// In won, as written.
    let amount: String?
    let method: String?
    /// Mobile answers name none.
    let currency: String?
    let account: Account?

    /// A virtual account that was issued.
    struct Account: Hashable, Sendable {
        let number: String
        let bank: String
        let holder: String
        /// The day and the time it closes, in Korea: `yyyyMMdd` and `HHmmss`.
        let closes: String
    }
}

extension InicisApproval {
    /// - Throws: ``ProviderError/Code/unknown`` for a body that is cut off or something else.
    init(_ response: ProviderResponse, to device: InicisPass.Device) throws(ProviderError) {
        switch device {
        case .desktop: self.init(try response.json(as: InicisWindowAnswer.self))
        case .mobile: try self.init(form: response.body)
        }
    }

    /// What was approved, as a snapshot of the payment.
    ///
    /// - Parameters:
    ///   - payment: What was to be approved.
    ///   - merchant: By whom.
    /// - Returns: `nil` where the answer names another merchant, order, amount or currency, or no transaction or
    ///   amount.
    func approved(_ payment: PaymentReference, by merchant: String) -> PaymentSnapshot? {
        guard let tid, !tid.isEmpty, mid ?? merchant == merchant, oid ?? payment.key.text == payment.key.text, isWon,
            let amount,
            (try? Money(amount, .krw)) == payment.amount
        else { return nil }
        var memory = InicisMemory()
        memory.tid = tid
        memory.method = method.flatMap { InicisMethod(inicis: $0) }
        memory.account = account?.number
        memory.closes = account?.virtualAccount.expires
        let awaitsDeposit = memory.method == .virtualAccount
        return PaymentSnapshot(
            awaitsDeposit ? .pending(.deposit) : .paid,
            paid: awaitsDeposit ? .zero(.krw) : payment.amount,
            transactionID: tid,
            method: memory.method?.rawValue,
            virtualAccount: awaitsDeposit ? account?.virtualAccount : nil,
            references: [tid],
            state: try? ModuleState(memory)
        )
    }

    /// Whether it says whose it is; answers to phones may leave that out.
    var namesItsOrder: Bool { mid != nil && oid != nil }

    private var isWon: Bool { currency.map { InicisWon.names.contains($0) } ?? true }
}

/// What INICIS calls won.
enum InicisWon {
    static let names: Set = ["WON", "KRW", "410"]
}

extension InicisApproval.Account {
    fileprivate var virtualAccount: VirtualAccount {
        VirtualAccount(bank: bank, number: number, holder: holder, expires: KoreanTime.time(digits: closes))
    }
}
