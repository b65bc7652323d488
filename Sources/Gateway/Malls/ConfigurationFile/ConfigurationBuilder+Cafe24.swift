import ProviderKit

extension ConfigurationBuilder {
    mutating func cafe24(_ node: ConfigurationNode) -> Cafe24Settings? {
        var serviceKeys: [Secret] = []
        for item in node["serviceKeys"].items {
            if let key = secrets.secret(item, &faults) { serviceKeys.append(key) }
        }
        let clientSecret = secrets.secret(node["clientSecret"], &faults)
        // No secret, and yet the key of the payment button's signatures: the sample's signs for everybody.
        let clientID = node["clientID"].text
        if let clientID { _ = secrets.isOfSample(clientID, node["clientID"].place, &faults) }
        guard let clientSecret, let clientID,
            let apiVersion = node["apiVersion"].text,
            let apiBase = node["apiBase"].text,
            let encoding = node["notificationEncoding"].text.flatMap(Cafe24Settings.NotificationEncoding.init),
            let failurePath = node["failurePath"].text,
            let payloadHashes = node["payloadHashes"].text.flatMap(Cafe24Settings.PayloadHashes.init),
            let refusalStatus = node["refusalStatus"].integer,
            let patience = node["patience"].integer,
            let unreadPayments = node["unreadPayments"].text.flatMap(Cafe24Settings.UnreadPayments.init),
            let times = node["statusAnswers"]["times"].integer,
            let minutes = node["statusAnswers"]["forMinutes"].integer,
            let confirmCancellations = node["confirmCancellations"].bool
        else { return nil }
        return Cafe24Settings(
            clientID: clientID,
            clientSecret: clientSecret,
            serviceKeys: serviceKeys,
            apiVersion: apiVersion,
            apiBase: apiBase.hasSuffix("/") ? String(apiBase.dropLast()) : apiBase,
            notificationEncoding: encoding,
            failurePath: failurePath,
            payloadHashes: payloadHashes,
            refusalStatus: refusalStatus,
            patience: patience,
            unreadPayments: unreadPayments,
            statusAnswers: Cafe24Settings.StatusAnswers(times: times, forMinutes: minutes),
            confirmCancellations: confirmCancellations,
            allowedSources: node["allowedSources"].items.compactMap { $0.text.flatMap { CIDR($0) } }
        )
    }
}
