import ProviderKit

/// The words of the payment page.
struct PageTexts: Sendable {
    let code: String
    let banner: String
    let heading: String
    let approve: String
    let decline: String
    let leave: String
    let approveNoReturn: String
    let approveSilently: String
    let deposit: String
    let payDeposit: String
    let bank: String
    let holder: String
    let back: String
    let webhooks: String
    let delay: String
    let copies: String
    let order: String

    func name(of outcome: BuyerOutcome) -> String {
        switch outcome {
        case .approve: approve
        case .decline: decline
        case .leave: leave
        case .approveNoReturn: approveNoReturn
        case .approveSilently: approveSilently
        case .deposit: deposit
        }
    }
}
