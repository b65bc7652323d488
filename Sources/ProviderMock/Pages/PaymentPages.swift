import Mustache
import ProviderKit

/// Draws the pages that buyers see.
///
/// What came from outside (the title, the query) stands in the text or, percent-encoded, in an address; the template
/// escapes all of it.
struct PaymentPages: Sendable {
    /// What the template shows; the names are those of its tags.
    private struct View {
        let texts: PageTexts
        let title: String?
        let amount: String?
        let note: String?
        let choices: [Choice]
        let offersChoices: Bool
        let action: String
        let account: Account?
        let back: String?
        let longestDelay = WebhookPlan.longestDelay
        let mostCopies = WebhookPlan.mostCopies
        let orders = WebhookPlan.Order.allCases.map(\.rawValue)
    }

    private struct Choice {
        let value: String
        let name: String
        let isFirst: Bool
    }

    private struct Account {
        let action: String
        let bank: String
        let number: String
        let holder: String
    }

    private let pagesURL: String
    private let template: MustacheTemplate

    init(pagesURL: String) throws(ProviderError) {
        self.pagesURL = pagesURL
        do {
            template = try MustacheTemplate(string: String(decoding: PackageResources.page_mustache, as: UTF8.self))
        } catch {
            throw ProviderError(.configuration, "the payment page's template cannot be read")
        }
    }

    /// Where the buyer pays.
    func address(of session: Session) -> String { "\(pagesURL)/pay/\(session.id)" }

    /// A page about a session.
    ///
    /// - Parameters:
    ///   - session: What is to be paid.
    ///   - note: What to say; `nil` for nothing.
    ///   - visit: Who asked, and how.
    ///   - isOver: Whether there is nothing left to choose.
    /// - Returns: HTML.
    func page(_ session: Session, _ note: PageNote?, _ visit: PageVisit, isOver: Bool) -> String {
        let language = visit.language(else: session.order.language)
        let texts = PageTexts.of(language)
        let address = address(of: session)
        let view = View(
            texts: texts,
            title: session.order.title,
            amount: session.amount.grouped,
            note: note?.text(language),
            choices: choices(texts),
            offersChoices: !isOver,
            action: address + visit.query,
            account: isOver ? nil : session.virtualAccount.map { account($0, at: address, visit) },
            back: isOver ? session.order.address(.success).adding(["session": session.id]) : nil
        )
        return template.render(view)
    }

    /// A page about no session that anybody knows.
    func page(_ note: PageNote, _ visit: PageVisit) -> String {
        let language = visit.language(else: .english)
        return template.render(
            View(
                texts: PageTexts.of(language),
                title: nil,
                amount: nil,
                note: note.text(language),
                choices: [],
                offersChoices: false,
                action: "",
                account: nil,
                back: nil
            )
        )
    }

    private func choices(_ texts: PageTexts) -> [Choice] {
        BuyerOutcome.allCases.map {
            Choice(value: $0.rawValue, name: texts.name(of: $0), isFirst: $0 == .approve)
        }
    }

    private func account(_ account: VirtualAccount, at address: String, _ visit: PageVisit) -> Account {
        Account(
            action: address + "/deposit" + visit.query,
            bank: account.bank,
            number: account.number,
            holder: account.holder
        )
    }
}
