import HTTPTypes
import Hummingbird
import Mustache
import NIOCore
import ProviderKit

/// The page between the shop and a PG: it submits a form, or hosts the PG's script. Nothing in it is secret.
struct PayPage: Sendable {
    /// A form that submits itself.
    struct Form {
        let action: String
        let fields: [FormField]
        let charset: FormCharset
    }

    private let template: MustacheTemplate

    /// - Throws: Where the template does not parse, which the tests rule out.
    init() throws {
        template = try MustacheTemplate(string: String(decoding: PackageResources.pay_mustache, as: UTF8.self))
    }

    /// Where the buyer may go from here.
    struct Ways {
        /// For who gives up.
        let back: String
        /// The mall's address behind every return.
        let home: String
    }

    /// Sends the buyer on by POST. Without scripts the form has a button.
    func submitting(_ form: Form, _ ways: Ways, _ language: Language, nonce: String) -> Response {
        var values = shared(language, back: ways.back, nonce: nonce)
        values["action"] = [form.action]
        // Browsers know code page 949 by the name of its subset.
        values["charset"] = form.charset == .cp949 ? "euc-kr" : "utf-8"
        values["fields"] = form.fields.map { ["name": $0.name, "value": $0.value] }
        values["starter"] = "document.getElementById(\"\(HostedPage.formID)\").submit();"
        return answer(values, PagePolicy(nonce: nonce, formTargets: [form.action, ways.home]), opener: .sameOrigin)
    }

    /// Hosts the PG's script. A script that is not of the manifest's origins is not loaded.
    func hosting(
        _ page: HostedPage,
        origins: [String],
        _ ways: Ways,
        _ language: Language,
        nonce: String
    ) -> Response {
        var values = shared(language, back: ways.back, nonce: nonce)
        values["fields"] = page.fields.map { ["name": $0.name, "value": $0.value] }
        values["charset"] = "utf-8"
        values["data"] = page.data.asScriptText
        values["scripts"] = page.scripts.filter { PagePolicy.isOf(origins, $0) }
        values["starter"] = page.starter
        let policy = PagePolicy(nonce: nonce, scriptOrigins: origins, formTargets: [ways.home])
        return answer(values, policy, opener: page.opener)
    }

    private func shared(_ language: Language, back: String, nonce: String) -> [String: Any] {
        [
            "language": language.rawValue,
            "words": PayWords(language).all,
            "back": back,
            "nonce": nonce,
            "formID": HostedPage.formID,
            "dataID": HostedPage.dataID,
            "choiceID": HostedPage.choiceID,
            "data": "{}",
        ]
    }

    private func answer(_ values: [String: Any], _ policy: PagePolicy, opener: OpenerPolicy) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8",
                .cacheControl: "no-store",
                .contentSecurityPolicy: policy.text,
                .known("Cross-Origin-Opener-Policy"): opener.rawValue,
                // PGs may ask which shop's site a buyer comes from; the key in the path is nobody's business.
                .referrerPolicy: "strict-origin",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: template.render(values)))
        )
    }
}

extension String {
    /// JSON that may stand between script tags: `<` can end no element, and stays the same character for a reader.
    fileprivate var asScriptText: String { replacing("<", with: #"\u003c"#) }
}
