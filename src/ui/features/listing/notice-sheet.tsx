import { type JSX, Show } from "solid-js";
import type { ListingView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { CodePicture } from "../../kit/code-picture.tsx";
import { Photo } from "../../kit/photo.tsx";
import { usePond } from "../../pond-context.tsx";
import styles from "./print.module.css";
import { returnsWords } from "./returns-words.ts";

/** Titles and wishes of more characters than this are set smaller, so that the photo keeps its room. */
const LONG_TITLE = 36;
const LONG_WISH = 80;

/** A listing on one sheet of paper: black on white, in whatever theme and on whatever paper. */
export function NoticeSheet(props: {
  readonly view: ListingView;
  readonly link: string;
  /** What whoever reads it can do with the code. */
  readonly words: string;
}): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const scope = usePond();
  const hasPhoto = () => props.view.photos.length > 0 || props.view.preview !== null;
  const wish = () => returnsWords(props.view, i18n);
  return (
    <div class={styles["frame"]}>
      <article class={styles["sheet"]}>
        <h2 dir="auto" data-long={props.view.title.length > LONG_TITLE}>
          {props.view.title}
        </h2>
        <div class={styles["photo"]}>
          <Show when={hasPhoto()}>
            <Photo
              kind={props.view.kind}
              preview={props.view.preview}
              full={props.view.photos[0]?.hash ?? null}
              alt=""
              shape="whole"
            />
          </Show>
        </div>
        <p class={styles["wish"]} dir="auto" data-long={wish().length > LONG_WISH}>
          {wish()}
        </p>
        <p class={styles["facts"]}>
          {t(`kind.${props.view.kind}`)}
          <Show when={props.view.condition}>{(condition) => <> · {t(`condition.${condition()}`)}</>}</Show>
          <Show when={props.view.place}>
            {" · "}
            <bdi>{props.view.place}</bdi>
          </Show>
        </p>
        <div class={styles["foot"]}>
          <div class={styles["code"]}>
            <CodePicture text={props.link} label={props.words} onPaper />
          </div>
          <div class={styles["words"]}>
            <p class={styles["who"]}>
              <bdi>{scope.nameOf(props.view.owner)}</bdi>
              <br />
              <bdi>{scope.card().name}</bdi>
            </p>
            <p>{props.words}</p>
            <p class={styles["link"]} dir="ltr">
              {props.link}
            </p>
          </div>
        </div>
      </article>
    </div>
  );
}
