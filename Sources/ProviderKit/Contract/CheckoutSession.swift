/// A payment that was opened at the PG.
public struct CheckoutSession: Sendable {
    public var action: CheckoutAction
    /// The PG's names for this payment, unique per account: session, intent, transaction. Webhooks and inquiries find
    /// the payment by any of them.
    public var references: [String]
    /// When the PG closes the session; `nil` where it never says.
    public var expires: Timestamp?
    /// What the PG says it opened, where its answer tells; the gateway refuses a session over another amount.
    public var amount: Money?
    public var state: ModuleState?

    public init(
        _ action: CheckoutAction,
        references: [String] = [],
        expires: Timestamp? = nil,
        amount: Money? = nil,
        state: ModuleState? = nil
    ) {
        self.action = action
        self.references = references
        self.expires = expires
        self.amount = amount
        self.state = state
    }
}

/// How the buyer gets to the PG.
public indirect enum CheckoutAction: Hashable, Sendable, Codable {
    /// To an absolute address. Cafe24 is given it as it is; all else becomes `/pay/{key}` of the gateway.
    case redirect(String)
    /// By a form that submits itself.
    case form(action: String, fields: [FormField], charset: FormCharset)
    /// By a page that the gateway hosts and the PG's script works in.
    case page(HostedPage)
    /// Differently for a desktop browser, a phone's browser and a browser inside an app.
    case byDevice(desktop: CheckoutAction, mobile: CheckoutAction, inApp: CheckoutAction)
}

/// One field of a form; order matters to some PGs.
public struct FormField: Hashable, Sendable, Codable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A page of the gateway in which a PG's script runs. No module builds JavaScript out of values.
///
/// The page loads ``scripts`` in their order, then runs ``starter``. It finds ``fields`` as hidden inputs of a form
/// whose id is ``formID``, and ``data`` as the text of an element whose id is ``dataID``. An element whose id is
/// ``choiceID`` stands ready, hidden, for a starter that lets the buyer choose first: once shown, it asks how to pay.
public struct HostedPage: Hashable, Sendable, Codable {
    /// Absolute addresses, below the manifest's ``ProviderManifest/pageOrigins``.
    public var scripts: [String]
    public var fields: [FormField]
    /// JSON that the page embeds, escaped, for the starter script to read.
    public var data: String
    /// A constant script of the module that reads the data and calls the PG. Where it throws, or returns a promise
    /// that is rejected, the buyer is shown the way back.
    public var starter: String
    public var opener: OpenerPolicy

    public static let formID = "pg-form"
    public static let dataID = "pg-data"
    public static let choiceID = "pg-choice"

    public init(
        scripts: [String],
        fields: [FormField] = [],
        data: String = "{}",
        starter: String,
        opener: OpenerPolicy = .sameOrigin
    ) {
        self.scripts = scripts
        self.fields = fields
        self.data = data
        self.starter = starter
        self.opener = opener
    }
}

/// Which windows may reach the page that opened them, as `Cross-Origin-Opener-Policy` says it.
public enum OpenerPolicy: String, Hashable, Sendable, Codable {
    case sameOrigin = "same-origin"
    /// For a PG's script that works in a pop-up window and reports back to the page.
    case sameOriginAllowPopups = "same-origin-allow-popups"
    case unsafeNone = "unsafe-none"
}
