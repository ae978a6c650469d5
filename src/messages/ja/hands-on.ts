import type { Catalogue } from '../catalogue.ts';
import type { handsOn as english } from '../en/hands-on.ts';

/** {@link english} in Japanese. */
export const handsOn = {
  title: '手を動かして学ぶ ECS',
  done: (done, all) => `${all} ステップ中 ${done} 完了`,
  finished: '手を動かして学ぶ ECS: 全ステップ完了',
  owner: (person) => `${person} さんのハンズオンです。`,
  checked:
    '進み具合は AWS の実際の状態で判定します。作ったものを削除すると、そのステップは未完了に戻ります。チャンネルへの投稿も日本語にするには `/ecs language ja` を実行してください。',
  resume: '日をあらためて再開するには、表示したい場所で `/ecs hands-on` と入力します。',
  here: 'ハンズオン全体をここに表示するには `/ecs hands-on` と入力します。',
  moved: (person) =>
    `${person} さんのハンズオンは新しいメッセージに続きます。見つからないときは \`/ecs hands-on\` と入力してください。`,
  inSlack: 'ここに入力するか、ボタンを押します:',
  steps: {
    containers: {
      title: 'コンテナが解決すること',
      idea: 'イメージは、プログラムとその実行に必要なものすべてをまとめたもので、どこでも手元と同じように動きます。コンテナはイメージから起動した実行中のコピーで、互いに隔離され、1 秒ほどで起動し、壊れたら作り直せば済みます。多数のマシンでコンテナの起動・監視・交換を受け持つのがオーケストレーターで、Amazon ECS はその 1 つです。',
    },
    image: {
      title: 'イメージ: ビルドして動かす',
      idea: 'Dockerfile には、ベースにするイメージ、入れるファイル、実行するコマンドを書きます。ビルドして起動し、ポート 8080 にアクセスして、中ものぞいてみましょう。Docker がなければ AWS CloudShell を使います (Docker が使え、ログイン済みで、2024 年 7 月に新規受付を終了した Cloud9 の代わりになります)。',
      shell:
        'ボットのフォルダーで実行 (CloudShell では `infra/hands-on/app` のファイルをアップロードし、`.` をビルド):',
      local:
        'ローカル版では、この先イメージを使いません。コマンドは自分のアカウント用です。Docker がなければ、ボタンを押して次へ進んでください。',
    },
    repository: {
      title: 'リポジトリ: イメージをプッシュする',
      idea: 'ECS はレジストリからイメージを取得します。Amazon ECR は自分のアカウントにあるレジストリで、イメージごとにリポジトリを作り、バージョンはタグで区別します。タグがプッシュされると、このカードが自動で検知します。',
      push: (repository) =>
        `このアカウントとリージョン用のコマンドは \`/ecs push-commands ${repository}\` で表示できます。イメージのある環境で実行してください。`,
      local:
        'ローカル版はイメージの中身を受け取らないため、ここでは Docker は不要です (Docker のコマンドは自分のアカウント用です)。代わりに、ボットのフォルダーで次のコマンドを実行し、タグだけを登録します:',
    },
    network: {
      title: 'ネットワーク: VPC、サブネット、ロードバランサー',
      idea: 'Fargate のタスクは、VPC のサブネットに専用の IP アドレスを持ちます (ここでは 2 つのアベイラビリティーゾーンのパブリックサブネット)。セキュリティグループにより、外部からはロードバランサーだけに、タスクにはロードバランサーからだけアクセスできます。スタックには、ECS がイメージの取得とログの書き込みに使うタスク実行ロールも含まれます。',
      shell: 'ボットのフォルダーで実行:',
    },
    cluster: {
      title: 'クラスター',
      idea: 'クラスターは、サービスとタスクをまとめる単位です。EC2 では自分のインスタンスも所属しますが、Fargate にはインスタンスがなく、空のクラスターに料金はかかりません。アカウントで最初のクラスターの作成は、ECS が使うロールを AWS が準備している間は失敗することがあるので、1 分ほど待ってもう一度実行してください。',
    },
    'task-definition': {
      title: 'タスク定義',
      idea: 'タスク定義は設計図、タスクはそこから起動した実体です。内容を変えると新しいリビジョンになり、実行中のタスクは元のリビジョンのまま動き続けます。1 つのタスクのコンテナは同じホストで一緒に起動し、Fargate では IP アドレスと `localhost` を共有します。',
      parts: {
        family: (family) => `ファミリー \`${family}\`: タスク定義の名前。番号が付いてリビジョンになります`,
        image: (image) => `イメージ \`${image}\`: コンテナで実行するもの`,
        size: (cpu, memory) =>
          `CPU \`${cpu}\`、メモリ \`${memory}\`: タスク全体で ${cpu / 1024} vCPU と ${memory} MiB。Fargate の料金はこれで決まります`,
        port: 'ポート `80`: コンテナが待ち受け、ロードバランサーが転送する先',
        network: 'ネットワークモード `awsvpc`: タスクが専用の IP アドレスを持ちます',
        role: (role) =>
          `タスク実行ロール \`${role}\`: ECS がイメージの取得とログの書き込みに使います。プログラム自体には権限を与えません`,
        log: (group) => `ロググループ \`${group}\`: プログラムの出力の保存先`,
      },
    },
    service: {
      title: 'サービス',
      idea: 'サービスはタスク数を保ちます。実行中のタスクが必要なタスク数より少なければ起動し、多ければ停止します。Fargate ではタスクを動かすマシンを AWS が用意し、EC2 では自分でインスタンスを運用してタスクがなくても料金を払います (どちらでも、ロードバランサーはヘルスチェックに合格したタスクだけにリクエストを送ります)。',
    },
    'stop-task': {
      title: 'タスクを停止して、復旧を見る',
      idea: 'タスクを 1 つ停止したら、あとは見ているだけです。サービスが不足に気づいて別のタスクを起動し、かかった時間はこのチャンネルのメッセージに表示されます。通常の停止ではロードバランサーから外れてから止まるので利用者は気づきませんが、`kill -9` ではプロセスが突然消えるため、ロードバランサーが検知するまで 502 が返ります。',
    },
    scale: {
      title: 'タスクを 4 個に増やして、変化を見る',
      idea: '指定するのは必要なタスク数だけで、差はサービスが埋めます。新しいタスクは正常と判定されてからリクエストを受け、減るタスクは処理中のリクエストを終えてから停止します。Application Auto Scaling は、メトリクスに応じてこの数を変えているだけです。',
    },
    'clean-up': {
      title: '後片付けをして、残っていないことを確かめる',
      idea: 'クラスターは空でないと削除できないので、サービスから先に削除します。残りは 1 つのコマンドで削除でき、何も残っていないことを最後に確認します (このカードでも確認します)。',
      costs: 'リソースがあれば料金がかかり、特にタスクとロードバランサーが高くつきます。',
      afterService: 'サービスとクラスターを削除したら:',
    },
  },
  findings: {
    read: '確認済み (AWS に痕跡が残らないステップなので、自己申告です)',
    repository: (uri) => `\`${uri}\` があります。イメージはまだありません`,
    pushed: (uri, tag) => `\`${uri}:${tag}\``,
    network: (status) => `スタック \`hands-on\`: ${status}`,
    url: 'サービスのページ',
    cluster: (cluster) => `\`${cluster}\` は ACTIVE です`,
    taskDefinition: ({ name, image, containers }) => `\`${name}\`: コンテナ ${containers} 個、 \`${image}\``,
    service: (running, desired) => `必要なタスク数 ${desired}、実行中 ${running}`,
    deploymentFailed: (target) => `デプロイに失敗しました。理由は \`/ecs why ${target}\` で確認できます`,
    healed: (duration) =>
      duration === undefined ? 'タスクが停止し、別のタスクに置き換わりました' : `${duration}で復旧しました`,
    stopped: 'タスクが停止し、代わりのタスクを起動しています',
    scaled: (count) => `${count} 個のタスクが同時に実行されました`,
    things: {
      service: ({ service }) => `サービス \`${service}\``,
      cluster: ({ cluster }) => `クラスター \`${cluster}\``,
      repository: ({ repository }) => `リポジトリ \`${repository}\``,
      taskDefinition: ({ family }) => `タスク定義 \`${family}\``,
      network: () => 'スタック `hands-on`: ネットワーク、ロードバランサー、ロール、ロググループ',
    },
    gone: (thing) => `✓ 削除済み: ${thing}`,
    left: (thing) => `○ 残っています: ${thing}`,
    proof: (time) => `AWS に確認しました (${time})。何も残っていません。`,
    cleaned: '完了 (最後に削除済み)',
  },
  buttons: {
    next: '次へ',
    createRepository: 'リポジトリを作成',
    pushCommands: 'プッシュコマンド',
    createCluster: 'クラスターを作成',
    register: '登録する',
    createService: 'サービスを作成',
    stopTask: 'タスクを停止',
    scale: '4 個に増やす',
    deleteService: 'サービスを削除',
    deleteCluster: 'クラスターを削除',
    again: '最初から',
  },
} satisfies Catalogue<typeof english>;
